import coefficients from "./coefficients.json";
import { normal, solve, tTail } from "./distributions";

/*
 * Size at birth on the INTERGROWTH-21st newborn standards: Villar et al. 2014, Lancet 384:857 (33+0 to 42+6 weeks, a skew t
 * distribution for each day), and Villar et al. 2016, Lancet 387:844 (24+0 to 32+6 weeks, a line and a normal distribution).
 * Weight in kg, length and head circumference in cm, gestation in whole days.
 */
export type Measure = "weight" | "length" | "head";
export type Sex = "female" | "male";
/** Why there is no z-score for a gestation. */
export type NotAvailable = "before-24-weeks" | "after-42-weeks";

const FIRST = 168;
const FIRST_OF_TABLE = 231;
const LAST = 300;

/** Is the gestation covered? null: it is. */
export function notAvailable(days: number): NotAvailable | null {
  return days < FIRST ? "before-24-weeks" : days > LAST ? "after-42-weeks" : null;
}

/** Is the gestation within a week of 33+0 weeks? There the two standards meet: from -3 to 3, the z-score of one size jumps by up to 0.9 (weight), 0.7 (length), 0.6 (head). */
export function isWhereStandardsMeet(days: number): boolean {
  return Math.abs(days - FIRST_OF_TABLE) <= 7;
}

/** Day by day, weight with its logarithm below 33+0 weeks; `add` is for boys. */
const veryPreterm = {
  weight: { mu: (weeks: number) => -7.00303 + 1.325911 * Math.sqrt(weeks), add: 0.0571937, variance: 0.0373218 },
  length: { mu: (weeks: number) => 1.307633 + 1.270022 * weeks, add: 0.4263885, variance: 6.757543 },
  head: { mu: (weeks: number) => 0.7866522 + 0.887638 * weeks, add: 0.2513385, variance: 2.433481 },
};

/** The skew t distribution's shape on every day of the table: skewness, degrees of freedom and the tail that follows from them. */
type Shape = { nu: number; tau: number; tail: (t: number) => number };
type Place = { mu: number; sigma: number; shape: Shape | null };

const sums = (steps: readonly number[]) => {
  let sum = 0;
  return steps.map((step) => (sum += step));
};

/** The table holds whole numbers as differences of differences of differences, behind the count of their decimals: a third of the bytes, and nothing is lost. */
const unpacked = ([decimals = 0, ...steps]: readonly number[]) => sums(sums(sums(steps))).map((value) => value / 10 ** decimals);

const unpack = ({ mu, sigma, nu, tau }: (typeof coefficients)[Measure][Sex]) => ({ mu: unpacked(mu), sigma: unpacked(sigma), shape: { nu, tau, tail: tTail(tau) } });
const unpackBoth = ({ female, male }: (typeof coefficients)[Measure]) => ({ female: unpack(female), male: unpack(male) });
const table = { weight: unpackBoth(coefficients.weight), length: unpackBoth(coefficients.length), head: unpackBoth(coefficients.head) };

/** The parameters of a day's distribution; the gestation is one that is covered. */
export function placeOf(measure: Measure, sex: Sex, days: number): Place {
  if (days < FIRST_OF_TABLE) {
    const { mu, add, variance } = veryPreterm[measure];
    return { mu: mu(days / 7) + (sex === "male" ? add : 0), sigma: Math.sqrt(variance), shape: null };
  }
  const { mu, sigma, shape } = table[measure][sex];
  return { mu: mu[days - FIRST_OF_TABLE] ?? NaN, sigma: sigma[days - FIRST_OF_TABLE] ?? NaN, shape };
}

const isLog = (measure: Measure, { shape }: Place) => measure === "weight" && shape === null;

/** The smaller side's probability, negative for the side above: far out, one minus it would be lost in rounding. */
function skewTail(x: number, { nu, tail }: Shape): number {
  return x < 0 ? (2 / (1 + nu * nu)) * tail(-nu * x) : -((2 * nu * nu) / (1 + nu * nu)) * tail(x / nu);
}

const WIDEST = 30;
const quantile = (probability: number) => solve(normal, probability, -WIDEST, WIDEST);

/**
 * The z-score of a measure.
 * @param value above 0; weight in kg, length and head in cm
 * @param days gestation in whole days, 168 to 300: {@link notAvailable} is null
 * @example zOf("weight", "male", 260, 1.374) // -3.43
 */
export function zOf(measure: Measure, sex: Sex, days: number, value: number): number {
  const place = placeOf(measure, sex, days);
  const x = ((isLog(measure, place) ? Math.log(value) : value) - place.mu) / place.sigma;
  if (!place.shape) return x;
  const tail = skewTail(x, place.shape);
  return tail < 0 ? -quantile(-tail) : quantile(tail);
}

/** How many of the day's sigmas a z-score is away from its mu: the same on every day of the table. */
function stepsFrom(z: number, shape: Shape): number {
  // Below and above mu the probability is counted from its own side; both sides meet at mu.
  const atMu = 1 / (1 + shape.nu * shape.nu);
  const below = normal(z) < atMu;
  return below ? solve((x) => skewTail(x, shape), normal(z), -WIDEST, 0) : solve((x) => skewTail(x, shape), -normal(-z), 0, WIDEST);
}

/**
 * The measure at a z-score, for each of the days: a centile curve. Inverse of {@link zOf} for z between -8 and 8.
 * @param days gestations in whole days, each 168 to 300
 */
export function curveAt(measure: Measure, sex: Sex, days: readonly number[], z: number): number[] {
  const steps = stepsFrom(z, table[measure][sex].shape);
  return days.map((day) => {
    const place = placeOf(measure, sex, day);
    const value = place.mu + place.sigma * (place.shape ? steps : z);
    return isLog(measure, place) ? Math.exp(value) : value;
  });
}

/** The share of newborns below a z-score, in percent. */
export function centileOf(z: number): number {
  return normal(z) * 100;
}

/** The z-score below which a share of newborns lies, in percent. */
export function zOfCentile(centile: number): number {
  return quantile(centile / 100);
}
