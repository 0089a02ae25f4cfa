import { z } from "zod";
import { isId } from "@/lib/access/form";
import { auditActions } from "@/lib/access/trail";
import { parseCode } from "@/lib/screening/code";
import { refused } from "@/lib/screening/faults";

/** What the audit trail may be asked: `member` is the id of a member or a key, `after` the id of the last line of the page before. */
export const trailQuery = z.strictObject({
  action: z.enum(auditActions).optional(),
  member: z.string().refine(isId, refused("not-allowed")).optional(),
  code: z.string().refine((text) => parseCode(text) !== null, refused("not-a-code")).transform((text) => parseCode(text) ?? text).optional(),
  after: z.string().refine((text) => /^[1-9]\d{0,17}$/.test(text), refused("not-allowed")).optional(),
});
