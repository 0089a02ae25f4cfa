import type { Metadata } from "next";
import { requireHere } from "@/app/account/here";
import { listKeys } from "@/lib/access/keys";
import type { Listed } from "@/lib/access/keys";
import { Keys } from "@/app/account/_forms/keys";
import { utc } from "@/app/account/words";

export const metadata: Metadata = { title: "Keys" };

export default async function KeysPage() {
  const member = await requireHere("keys", "/account/keys");
  const keys = await listKeys(member);
  return (
    <main id="main" className="page">
      <h1>Keys of {member.siteName}</h1>
      <p className="sub">With a key a program reads or saves screenings of this site without anybody being signed in. It never manages members or keys, reads the audit or erases, and never does more than the member who made it may do; when that member is removed it stops. Everything it does stands in the audit under its name. <a href="/programs">What a program can ask, with examples</a></p>
      <Keys keys={keys.map(shown)} />
    </main>
  );
}

function shown(key: Listed) {
  const { id, name, scope, maker, madeAt, lastUsedOn, revokedAt, works } = key;
  return { id, name, scope, maker, made: day(madeAt), used: lastUsedOn && day(lastUsedOn), revoked: revokedAt && day(revokedAt), state: stateOf(key), works };
}

/** What becomes of a key that nobody has revoked. */
function stateOf({ scope, works, exports }: Listed): string {
  if (!works) return "Stopped: its maker was removed";
  return scope === "read" && !exports ? "Works, but exports nothing: its maker is a clinician now" : "Works";
}

function day(time: Date): string {
  return utc(time).slice(0, 10);
}
