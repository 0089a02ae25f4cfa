import { z } from "zod";
import { variantParts } from "./bands";
import { confirming, eraseReasons } from "./verdict";

const alone = z.strictObject({ verdict: z.enum(["not-image", "lost", "undecided"]) });
const confirmed = z.strictObject({ verdict: z.literal("confirmed"), gene: z.enum(variantParts.gene), class: z.enum(confirming) });

/**
 * A verdict with what belongs to it: a gene test that confirms has its gene and the variant's class, another condition
 * its OMIM id. Coded, without free text.
 * @param conditions the ids that a reviewer may name
 */
export const reviewSchema = (conditions: readonly string[]) =>
  z.discriminatedUnion("verdict", [alone, confirmed, z.strictObject({ verdict: z.literal("other-condition"), condition: z.enum(conditions) })]);

/** Why a screening is erased. */
export const eraseForm = z.strictObject({ reason: z.enum(eraseReasons) });
