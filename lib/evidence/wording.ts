import type { Status } from "@/lib/screening/assess";
import { sources } from "@/lib/screening/sources";
import type { Source } from "@/lib/screening/sources";
import { words } from "@/lib/screening/wording";
import { inLocale } from "@/lib/screening/locale";
import type { Locale } from "@/lib/screening/locale";
import { conditionIds, conditions, omimUrl } from "./conditions";
import type { Basis } from "./conditions";
import { english } from "./english";
import type { Ranked } from "./likelihood";
import type { Pull } from "./panel";
import { CAP, LETTER_CAP, published } from "./priors";
import type { Series } from "./priors";
import type { RarityParts } from "./rarity";

type Strength = "strongly" | "moderately" | "somewhat" | "barely";
type Counted = { shows: number; of: number; assessed: number; lowest: string; highest: string };

/** Every sentence the product says in comparing conditions; a reviewed translation is one more file of this shape. */
export type EvidenceWords = {
  limit: string;
  share: (share: string, low: string, high: string) => string;
  under: string;
  over: string;
  none: string;
  all: string;
  tooFew: string;
  nothing: string;
  tied: (count: number) => string;
  kinds: (count: number) => string;
  speaking: (forIt: number, against: number) => string;
  sides: Record<"for" | "against" | "neither", string>;
  strengths: Record<Strength, string>;
  finding: Record<Status, (feature: string) => string>;
  other: Record<"sex" | "variant" | "family", string>;
  told: { counts: (counts: string) => string; lent: (told: string, feature: string) => string; word: (word: string) => string; silent: string };
  scale: (letter: number, single: number) => string;
  tells: string;
  tellsOne: string;
  generalKnowledge: string;
  starting: (name: string) => string;
  series: Record<Series, { name: string; about: (named: string[], count: number) => string }>;
  release: (release: string) => string;
  rarity: { named: string; others: (count: number) => string; asked: (met: string[], supported: string[]) => string } & Record<"shown" | "not-shown" | "never-assessed", (asked: string, counted: Counted) => string>;
};

const locales = { en: english } satisfies Record<"en", EvidenceWords>;

/** The words of a locale. */
export function evidenceWords(locale: Locale): EvidenceWords {
  return inLocale(locales, locale);
}

/** A share with its interval in whole per cent; a share is never said to be none or all. @example "Share 41 %, between 12 and 70 %" */
export function sayShare({ share, interval: [low, high] }: Pick<Ranked, "share" | "interval">, locale: Locale): string {
  const said = evidenceWords(locale);
  const [rounded = 0, ...ends] = [share, low, high].map((part) => Math.round(part * 100));
  return said.share(rounded < 1 ? said.under : rounded > 99 ? said.over : String(rounded), String(ends[0]), String(ends[1]));
}

/** A source to show; `url` is null where there is no page. */
export type Cited = { cite: string; url: string | null };
export type SaidPull = { side: "for" | "against" | "neither"; what: string; strength: string; told: string; cited: Cited[] };

/** One pull in words: the finding, which way and how far, what its source says, and the source. */
export function sayPull(pull: Pull, locale: Locale): SaidPull {
  const { finding, other, strengths } = evidenceWords(locale);
  const ratio = Number(Math.exp(Math.abs(pull.log)).toPrecision(2));
  const strength = `${strengths[strengthOf(ratio)]}, ${pull.log > 0 ? "×" : "÷"} ${ratio}`;
  const side = ratio < 1.1 ? "neither" : pull.log > 0 ? "for" : "against";
  if (pull.kind !== "finding") return { side, what: other[pull.kind], strength, told: "", cited: [] };
  const what = finding[pull.status](words(locale).features[pull.feature]);
  return { side, what, strength, told: sayCount(pull, locale), cited: pull.ref.split(";").map(citeRef) };
}

/** Ratios of likelihood in the steps clinicians know: 2, 5 and 10 (Jaeschke et al. 1994, JAMA 271:703). */
function strengthOf(ratio: number): Strength {
  return ratio >= 10 ? "strongly" : ratio >= 5 ? "moderately" : ratio >= 2 ? "somewhat" : "barely";
}

function sayCount({ said, lent }: Extract<Pull, { kind: "finding" }>, locale: Locale): string {
  const { told } = evidenceWords(locale);
  const own = said === "" ? told.silent : said.includes("/") ? told.counts(said) : told.word(said);
  return lent ? told.lent(own, words(locale).features[lent]) : own;
}

/** A reference of the knowledge as a source: as the checklist cites it, else by its number; a kind that is not known is shown as it is. */
export function citeRef(ref: string): Cited {
  if (Object.hasOwn(sources, ref)) return sources[ref as Source];
  const [kind, id = ref] = ref.split(":");
  if (ref.startsWith("http")) return { cite: "NCBI Bookshelf", url: ref };
  if (kind === "OMIM") return { cite: `OMIM ${id}, by HPO`, url: omimUrl(ref) };
  const cited = Object.values(sources).find(({ url }) => url?.split("/").includes(id));
  if (!cited && kind === "ORPHA") return { cite: `Orphanet ${id}, by HPO`, url: `https://www.orpha.net/en/disease/detail/${id}` };
  return cited ?? { cite: `${kind} ${id}`, url: kind === "PMID" ? `https://pubmed.ncbi.nlm.nih.gov/${id}/` : null };
}

/** Where a test or sign comes from, and that it has no source where it has none. */
export function sayBasis(basis: Basis, locale: Locale): Cited {
  return basis === "general knowledge" ? { cite: evidenceWords(locale).generalKnowledge, url: null } : sources[basis];
}

/** The one or two tests that tell the leading conditions apart: the first of each, best condition first, no test twice. */
export function tellsApart(leading: readonly string[]): { id: string; what: string; basis: Basis }[] {
  const firsts = leading.flatMap((id) => (conditions[id]?.tells ?? []).slice(0, 1).map((tell) => ({ id, ...tell })));
  return firsts.filter(({ what }, index) => firsts.findIndex((one) => one.what === what) === index).slice(0, 2);
}

/** What a series of starting shares is, in one sentence with its numbers. */
export function saySeries(series: Series, locale: Locale): string {
  const named = Object.entries(published.shares).map(([id, share]) => `${conditions[id]?.label ?? id} ${(share * 100).toFixed(1)} %`);
  return evidenceWords(locale).series[series].about(named, conditionIds.length + 1);
}

/** How far a ratio can go at most, and when a count is that of a kind. */
export function sayScale(locale: Locale): string {
  return evidenceWords(locale).scale(LETTER_CAP, CAP);
}

/** How rare the letters at hand are among published cases, in one sentence with both denominators. */
export function sayRarity({ code, met, supported, shows, of, assessed, interval: [low, high] }: RarityParts, locale: Locale): string {
  const { rarity } = evidenceWords(locale);
  const percent = (share: number) => (share * 100).toFixed(share < 0.1 ? 1 : 0);
  return rarity[code](rarity.asked(met, supported), { shows, of, assessed, lowest: percent(low), highest: percent(high) });
}
