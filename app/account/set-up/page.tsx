import type { Metadata } from "next";
import { ByLink } from "@/app/account/_forms/by-link";

export const metadata: Metadata = { title: "Set up" };

export default function SetUpPage() {
  return (
    <main id="main" className="page narrow">
      <h1>Set up</h1>
      <noscript><p className="notice">Scripts are off: the link cannot be read without them.</p></noscript>
      <ByLink />
    </main>
  );
}
