import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { may } from "@/lib/access/table";
import { Tab } from "@/app/account/_forms/tab";
import { memberIfKnown } from "@/app/account/here";
import { direction, locale } from "./locale";
import { Navigation } from "./_components/navigation";
import { rootWords } from "./wording";
import "./look.css";

const hyperlegible = localFont({
  src: [
    { path: "../node_modules/@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff2", weight: "400" },
    { path: "../node_modules/@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal.woff2", weight: "700" },
  ],
  display: "swap",
  variable: "--face",
});

export const metadata: Metadata = {
  title: { default: rootWords.title, template: `%s · ${rootWords.title}` },
  description: rootWords.description,
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  width: "device-width",
  initialScale: 1,
  themeColor: [{ media: "(prefers-color-scheme: light)", color: "#ffffff" }, { media: "(prefers-color-scheme: dark)", color: "#182129" }],
};

export default async function Layout({ children }: { children: ReactNode }) {
  // A nonce a request needs a page a request: reading the headers keeps every page from being made ahead.
  await headers();
  const member = await memberIfKnown();
  return (
    <html lang={locale} dir={direction} className={hyperlegible.variable}>
      <body>
        <a className="skip" href="#main">{rootWords.skip}</a>
        <header className="top">
          <a className="mark" href="/"><b>IMAGe</b> Screen</a>
          <Navigation names={rootWords.navigation} member={member && { name: member.name, admin: may(member.role, member.state, "members") }} />
          <Tab draftKey={member?.draftKey ?? ""} offline={process.env["OFFLINE"] !== "off"} />
          <p className="aid">{rootWords.aid}</p>
        </header>
        {children}
      </body>
    </html>
  );
}
