import { withEmbedded } from "@/lib/store/embedded";
import { Refusal } from "@/lib/store/refusal";
import { SettingsError, readSettings } from "./settings.mjs";

const USAGE = "npm run link -- site          a set-up link for a further site\nnpm run link -- reset EMAIL   a new password for a member whom no admin can help";
const LOCAL = "It opens on this machine only. For browsers on others set BASE_URL, as for the server: BASE_URL=https://screen.hospital.example npm run link -- …";

/** Answers the link, for whoever may run programs on the server. */
async function makeLink([kind, email, ...more]: string[], baseUrl: string): Promise<string> {
  const { siteLink } = await import("@/lib/access/links");
  const { resetLink } = await import("@/lib/access/members");
  if (kind === "site" && email === undefined) return siteLink(baseUrl);
  if (kind !== "reset" || email === undefined || more.length > 0) throw new Refusal(USAGE);
  const link = await resetLink(email, baseUrl, new Date());
  if (link === null) throw new Refusal("There is no account with this e-mail that has a password here; whoever signs in through the hospital has none.");
  return link;
}

async function print(): Promise<void> {
  const { databaseUrl, dataDir, baseUrl, port } = readSettings(process.env, process.cwd());
  const ask = (url: string) => {
    process.env.DATABASE_URL = url;
    return makeLink(process.argv.slice(2), baseUrl ?? `http://localhost:${port}`);
  };
  console.log(`Good once and for 24 hours: ${await (databaseUrl ? ask(databaseUrl) : withEmbedded(dataDir, ask))}`);
  if (baseUrl === null || new URL(baseUrl).protocol === "http:") console.error(LOCAL);
}

try {
  await print();
  process.exit(0);
} catch (error) {
  const told = error instanceof SettingsError || error instanceof Refusal;
  console.error(told ? error.message : `No link: ${error instanceof Error ? error.message : "unknown reason"}`);
  process.exit(1);
}
