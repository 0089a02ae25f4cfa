import type { Metadata } from "next";
import { hospitalName } from "@/lib/access/oidc";
import { ByLink } from "@/app/account/_forms/by-link";

export const metadata: Metadata = { title: "Your link" };

export default function JoinPage() {
  return (
    <main id="main" className="page narrow">
      <h1>Your link</h1>
      <noscript><p className="notice">Scripts are off: the link cannot be read without them.</p></noscript>
      <ByLink hospital={hospitalName()} />
    </main>
  );
}
