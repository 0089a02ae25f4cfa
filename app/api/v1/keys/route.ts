import { keyForm } from "@/lib/access/form";
import { listKeys, makeKey } from "@/lib/access/keys";
import { guarded, readForm } from "@/app/api/v1/_http/guarded";
import { json } from "@/app/api/v1/_http/problem";

/** Every key that one's own site has or had, the newest first; never a key itself. */
export const GET = guarded("keys", async (member) => json({ keys: (await listKeys(member)).map((key) => ({ ...key, lastUsedOn: key.lastUsedOn?.toISOString().slice(0, 10) ?? null })) }));

/** Makes a key of one's own site for a program; it is shown this once. */
export const POST = guarded("keys", async (member, request) => json(await makeKey(member, await readForm(request, keyForm), new Date()), { status: 201 }));
