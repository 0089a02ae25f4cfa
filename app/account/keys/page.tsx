import type { Metadata } from "next";
import { requireHere } from "@/app/account/here";
import { listKeys } from "@/lib/access/keys";
import type { Listed } from "@/lib/access/keys";
import { Keys } from "@/app/account/_forms/keys";
import { accountWords, utc } from "@/app/account/wording";

const { keys: told } = accountWords;

export const metadata: Metadata = { title: told.title };

export default async function KeysPage() {
  const member = await requireHere("keys", "/account/keys");
  const keys = await listKeys(member);
  return (
    <main id="main" className="page">
      <h1>{told.of(member.siteName)}</h1>
      <p className="sub">{told.about} <a href="/programs">{told.programs}</a></p>
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
  if (!works) return told.stopped;
  return scope === "read" && !exports ? told.limited : told.works;
}

function day(time: Date): string {
  return utc(time).slice(0, 10);
}
