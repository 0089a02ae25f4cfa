/** Below a standard normal variable's value of this lie 97.5 %. */
const Z = 1.959963984540054;

/** Of fewer than this a share tells too little: it is shown, and said to be so. Our own limit. */
export const FEW = 5;

/** `n` of `of`, with the interval in which the share may lie; none where nobody was counted. */
export type Share = { n: number; of: number; interval: readonly [low: number, high: number] | null; tooFew: boolean };

/**
 * The 95 % interval of a share (Wilson 1927; method 3 of Newcombe 1998): it stays between 0 and 1 and is honest with few.
 * Takes those counted as independent, which siblings are not.
 * @example wilson(0, 20) // [0, 0.161]
 */
export function wilson(n: number, of: number): [low: number, high: number] {
  const square = Z * Z;
  const middle = (n + square / 2) / (of + square);
  const half = (Z * Math.sqrt((n * (of - n)) / of + square / 4)) / (of + square);
  return [n === 0 ? 0 : middle - half, n === of ? 1 : middle + half];
}

/** A share with its interval. */
export const shareOf = (n: number, of: number): Share => ({ n, of, interval: of === 0 ? null : wilson(n, of), tooFew: of < FEW });
