/**
 * A screening's public name: `IS-XXXX-XXXX` in Crockford's base32, seven random symbols and a check symbol.
 * 35 random bits say nothing of when or in which order screenings were made.
 */
export type Code = string;

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_SYMBOLS = 7;

/** How many random bytes a code is made from. */
export const CODE_BYTES = RANDOM_SYMBOLS;

/** Multiplies by x in GF(32), modulo the primitive polynomial x⁵ + x² + 1. */
function timesX(value: number): number {
  return (value << 1) ^ (value & 16 ? 0b100101 : 0);
}

/**
 * The symbols read as a polynomial over GF(32), evaluated at x: 0 for a sound code. Each position has another
 * power of x as its weight (x has the order 31), so every single wrong symbol and every exchange of two differing
 * symbols is caught; 31 or 32 as a plain modulus would miss some, and 37 would need symbols outside the alphabet.
 */
function checksum(symbols: readonly number[]): number {
  return symbols.reduce((sum, symbol) => timesX(sum) ^ symbol, 0);
}

/**
 * Names a screening.
 * @param random at least seven bytes from a cryptographic source; five bits of each are used
 * @throws RangeError when there are fewer
 */
export function makeCode(random: Uint8Array): Code {
  if (random.length < CODE_BYTES) throw new RangeError(`a code needs ${CODE_BYTES} random bytes`);
  const symbols = Array.from(random.subarray(0, CODE_BYTES), (byte) => byte & 31);
  const text = [...symbols, checksum([...symbols, 0])].map((symbol) => ALPHABET.charAt(symbol)).join("");
  return `IS-${text.slice(0, 4)}-${text.slice(4)}`;
}

/**
 * Reads a code as people type it: lower case, without dashes, O for 0, I or L for 1.
 * @returns the code as it is stored, or null where the form or the check symbol is wrong
 */
export function parseCode(text: string): Code | null {
  const form = /^[I1L]S[- ]?([0-9A-Z]{4})[- ]?([0-9A-Z]{4})$/.exec(text.trim().toUpperCase());
  if (!form) return null;
  const [first, second] = form.slice(1).map((part) => part.replaceAll("O", "0").replaceAll(/[IL]/g, "1"));
  const symbols = Array.from(`${first}${second}`, (symbol) => ALPHABET.indexOf(symbol));
  return symbols.includes(-1) || checksum(symbols) !== 0 ? null : `IS-${first}-${second}`;
}

/**
 * Reads the beginning of a code as people type it, with or without `IS-`. `1S` and `LS` stand for `IS` where a dash,
 * a space or the length says so: one code in 1,024 goes on with 1S after it.
 * @returns it as codes are stored, or null where no code begins so
 */
export function codeBeginning(text: string): string | null {
  const typed = text.trim().toUpperCase();
  const rest = typed.replace(/^(?:IS|[1L]S(?=[- ]))/, "").replaceAll(/[- ]/g, "");
  const symbols = rest.replace(/^[1L]S(?=.{7,}$)/, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  if (symbols.length > RANDOM_SYMBOLS + 1 || [...symbols].some((symbol) => !ALPHABET.includes(symbol))) return null;
  return `IS-${symbols.slice(0, 4)}${symbols.length > 4 ? `-${symbols.slice(4)}` : ""}`;
}
