import { keyForm } from "@/lib/access/form";
import { makeKey } from "@/lib/access/keys";
import { guarded, readForm } from "@/app/api/v1/_http/guarded";
import { json } from "@/app/api/v1/_http/problem";

/** Makes a key of one's own site for a program; it is shown this once. */
export const POST = guarded("keys", async (member, request) => json(await makeKey(member, await readForm(request, keyForm), new Date()), { status: 201 }));
