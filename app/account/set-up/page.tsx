import type { Metadata } from "next";
import { ByLink } from "@/app/account/_forms/by-link";
import { accountWords } from "@/app/account/wording";

const { link, setUp } = accountWords;

export const metadata: Metadata = { title: setUp };

export default function SetUpPage() {
  return (
    <main id="main" className="page narrow">
      <h1>{setUp}</h1>
      <noscript><p className="notice">{link.scriptsOff}</p></noscript>
      <ByLink />
    </main>
  );
}
