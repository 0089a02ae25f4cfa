import { z } from "zod";
import { rank } from "@/lib/evidence/likelihood";
import { startingSeries } from "@/lib/evidence/priors";
import type { Series } from "@/lib/evidence/priors";
import { rarityOf, rarityParts } from "@/lib/evidence/rarity";
import type { Draft } from "@/lib/screening/assess";
import { assessWhole } from "@/lib/screening/heredity";

/** What is asked beside the draft: from which starting shares. */
export const comparisonQuery = z.strictObject({ series: z.enum(startingSeries).default("equal") });

/**
 * IMAGe syndrome and its look-alikes as a draft explains them, and how rare its letters are among published cases of other
 * diseases: what the page shows beside the letters.
 * @returns the shares to four digits, as they are printed elsewhere; `rarity` null where no letter is met or supported
 */
export function compare(draft: Draft, series: Series) {
  const { letters, family } = assessWhole(draft);
  const { conditions, none, release } = rank(draft, { series, ...(family && { family }) });
  const rarity = rarityOf(letters);
  return {
    release,
    series,
    conditions: conditions.map(({ id, label, rank: place, share, interval, tooFew }) => ({ id, label, rank: place, ...told({ share, interval }), tooFew })),
    none: told(none),
    rarity: rarity && rarityParts(rarity),
  };
}

const fourDigits = (value: number) => Number(value.toPrecision(4));

function told({ share, interval: [low, high] }: { share: number; interval: [number, number] }) {
  return { share: fourDigits(share), interval: [fourDigits(low), fourDigits(high)] };
}
