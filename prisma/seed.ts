import { randomBytes } from "node:crypto";
import type { Draft } from "@/lib/screening/assess";
import type { AgeBand, GestationBand } from "@/lib/screening/bands";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { FeatureId } from "@/lib/screening/checklist";
import { saveScreening } from "@/lib/store/screenings";
import type { Actor } from "@/lib/store/screenings";

type Chance = () => number;

/** How likely a feature is looked for and, where it is, found. Made up: shares that look like a clinic, not counts. */
type Picture = {
  share: number;
  ages: readonly AgeBand[];
  weightZ: readonly [mean: number, spread: number];
  found: Partial<Record<FeatureId, number>>;
  looked: number;
};

const pictures: readonly Picture[] = [
  {
    // An ordinary small baby.
    share: 0.45,
    ages: ["newborn", "newborn", "infant"],
    weightZ: [-1.2, 0.9],
    found: { iugr: 0.25, "feeding-difficulty": 0.15, hypoglycemia: 0.12, cryptorchidism: 0.05, "adrenal-insufficiency": 0.01, "metaphyseal-dysplasia": 0.01 },
    looked: 0.5,
  },
  {
    // Like IMAGe syndrome.
    share: 0.1,
    ages: ["newborn", "infant", "toddler", "child", "youth"],
    weightZ: [-3, 0.8],
    found: {
      iugr: 0.95, "adrenal-insufficiency": 0.9, "adrenal-hypoplasia": 0.7, hyponatremia: 0.5, hyperkalemia: 0.4, "high-acth": 0.7,
      "metaphyseal-dysplasia": 0.6, "delayed-bone-age": 0.7, cryptorchidism: 0.8, hypospadias: 0.4, micropenis: 0.6,
      "prominent-forehead": 0.7, "low-set-ears": 0.6, "short-nose": 0.5, hypercalciuria: 0.3, vomiting: 0.2, "feeding-difficulty": 0.6,
    },
    looked: 0.75,
  },
  {
    // Like Silver-Russell syndrome.
    share: 0.25,
    ages: ["infant", "toddler", "preschool", "child"],
    weightZ: [-2.6, 0.7],
    found: { iugr: 0.9, sga: 0.9, "short-stature": 0.8, "relative-macrocephaly": 0.8, asymmetry: 0.6, "prominent-forehead": 0.8, "feeding-difficulty": 0.7, hypoglycemia: 0.2, "delayed-bone-age": 0.3 },
    looked: 0.6,
  },
  {
    // Like a boy or girl with isolated adrenal hypoplasia.
    share: 0.2,
    ages: ["newborn", "infant", "preschool"],
    weightZ: [0, 0.8],
    found: { "adrenal-insufficiency": 0.95, hyponatremia: 0.7, hyperkalemia: 0.6, vomiting: 0.5, dehydration: 0.4, hyperpigmentation: 0.6, "salt-wasting": 0.5, hypoglycemia: 0.3, "high-acth": 0.8, cryptorchidism: 0.15 },
    looked: 0.6,
  },
];

const NOBODY: Actor = { id: null, site: "local" };
const FIRST_YEAR = 2019;
const YEARS = 8;
const gestations: readonly GestationBand[] = ["term", "term", "term", "moderate-preterm", "very-preterm"];
const males: readonly FeatureId[] = ["cryptorchidism", "hypospadias", "micropenis"];

/**
 * Saves made-up screenings of 2019 to 2026 the way the application saves real ones: for showing and for measuring.
 * The same count always gives the same drafts; their codes are as random as any.
 * @param actor whose they are; by default nobody's, at the first site
 * @throws when the database is away or the rules refuse a draft made here
 */
export async function seed(count: number, actor: Actor = NOBODY): Promise<void> {
  for (const [index, draft] of madeUpDrafts(count).entries()) {
    const now = new Date(Date.UTC(FIRST_YEAR + Math.floor((index * YEARS) / count), 5, 15));
    const saved = await saveScreening(actor, draft, { key: `seed-${index}-of-${count}`, bodyHash: "", now, random: randomBytes });
    if (saved.outcome !== "saved") throw new Error(`made-up screening ${index}: ${saved.outcome}`);
  }
}

/** Drafts of children who never were, always the same for a count. */
export function madeUpDrafts(count: number): Draft[] {
  const chance = mulberry32(count);
  return Array.from({ length: count }, () => madeUp(chance));
}

function madeUp(chance: Chance): Draft {
  const picture = pictureOf(chance());
  const sex = chance() < 0.55 ? "male" : "female";
  const [mean, spread] = picture.weightZ;
  const draft: Draft = { checklist: CHECKLIST_VERSION, sex, age: any(picture.ages, chance), findings: {} };
  for (const [feature, share] of Object.entries(picture.found) as [FeatureId, number][]) {
    if (males.includes(feature) && sex !== "male") continue;
    if (chance() < picture.looked) draft.findings[feature] = chance() < share ? "observed" : "excluded";
  }
  if (chance() < 0.6) draft.gestation = any(gestations, chance);
  if (chance() < 0.5) draft.size = { weight: Math.round((mean + spread * (chance() + chance() + chance() - 1.5) * 2) * 10) / 10 };
  if (chance() < 0.1) draft.context = { steroids: true };
  if (chance() < 0.1) draft.family = { relatives: [{ relation: "mother", affected: "no", ...(chance() < 0.5 && { carrier: "yes" }) }, { relation: "sister", affected: chance() < 0.5 ? "yes" : "no" }] };
  if (draft.findings.hyponatremia && chance() < 0.5) draft.origin = { hyponatremia: "measured" };
  return draft;
}

function pictureOf(point: number): Picture {
  let left = point;
  for (const picture of pictures) {
    left -= picture.share;
    if (left < 0) return picture;
  }
  return pictures[0] as Picture;
}

function any<Value>(values: readonly Value[], chance: Chance): Value {
  return values[Math.floor(chance() * values.length)] as Value;
}

/** Evenly spread numbers from 0 up to 1, always the same for a start value (Tommy Ettinger's mulberry32, public domain). */
function mulberry32(start: number): Chance {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
