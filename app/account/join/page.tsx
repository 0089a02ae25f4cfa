import type { Metadata } from "next";
import { hospitalName } from "@/lib/access/oidc";
import { ByLink } from "@/app/account/_forms/by-link";
import { accountWords } from "@/app/account/wording";

const { link } = accountWords;

export const metadata: Metadata = { title: link.title };

export default function JoinPage() {
  return (
    <main id="main" className="page narrow">
      <h1>{link.title}</h1>
      <noscript><p className="notice">{link.scriptsOff}</p></noscript>
      <ByLink hospital={hospitalName()} />
    </main>
  );
}
