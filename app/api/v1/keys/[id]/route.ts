import { revokeKey } from "@/lib/access/keys";
import { guarded } from "@/app/api/v1/_http/guarded";
import { nothing, problem } from "@/app/api/v1/_http/problem";

type Given = { params: Promise<{ id: string }> };

/** Revokes a key of one's own site. */
export const DELETE = guarded("keys", async (member, _request: Request, { params }: Given) =>
  (await revokeKey(member, (await params).id, new Date())) ? nothing() : problem("no-such-key"),
);
