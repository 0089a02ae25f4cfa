/** A Beta distribution: `a` counts for, `b` against. */
export type Beta = { readonly a: number; readonly b: number };

/** The distribution of one minus the value. */
export const complement = ({ a, b }: Beta): Beta => ({ a: b, b: a });

export const meanOf = ({ a, b }: Beta): number => a / (a + b);

/** Variance of the logarithm of a Beta variable: trigamma(a) − trigamma(a + b). */
export const logVarianceOf = ({ a, b }: Beta): number => trigamma(a) - trigamma(a + b);

/** Second derivative of the log gamma function for x above 0, by recurrence and an asymptotic series; error below 1e-12. */
export function trigamma(x: number): number {
  let sum = 0;
  let y = x;
  for (; y < 12; y++) sum += 1 / (y * y);
  const u = 1 / (y * y);
  return sum + 1 / y + u / 2 + (u / y) * (1 / 6 - u * (1 / 30 - u * (1 / 42 - u * (1 / 30 - (u * 5) / 66))));
}

/** Log of the gamma function for x above 0, by recurrence and Stirling's series; error below 1e-12. */
function logGamma(x: number): number {
  let product = 1;
  let y = x;
  for (; y < 12; y++) product *= y;
  const u = 1 / (y * y);
  const series = (1 / 12 - u * (1 / 360 - u * (1 / 1260 - u / 1680))) / y;
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}

/** The distribution function of a Beta, by a continued fraction (modified Lentz). */
function cumulative(x: number, { a, b }: Beta): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - cumulative(1 - x, { a: b, b: a });
  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let c = 1;
  let fraction = d;
  for (let m = 1, change = 0; m <= 500 && Math.abs(change - 1) > 1e-15; m++) {
    for (const term of [(m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)), (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))]) {
      d = 1 / away(1 + term * d);
      c = away(1 + term / c);
      change = d * c;
      fraction *= change;
    }
  }
  return (Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a) * fraction;
}

/** The value below which a Beta lies with the given probability, by bisection. */
function quantile(probability: number, beta: Beta): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (cumulative(middle, beta) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The exact 95 % interval (Clopper and Pearson) for `n` of `of`.
 * @example clopperPearson(0, 10) // [0, 0.308]
 */
export function clopperPearson(n: number, of: number): [number, number] {
  return [n === 0 ? 0 : quantile(0.025, { a: n, b: of - n + 1 }), n === of ? 1 : quantile(0.975, { a: n + 1, b: of - n })];
}
