/** A language whose words have been reviewed. */
type Language = "en";
/** English made long, or run from right to left, for the tests of the pages: no language of anybody. */
type PseudoLocale = "en-XA" | "ar-XB";
export type Locale = Language | PseudoLocale;

/** The words of a locale; those of a pseudo-locale are made from the English. */
export function inLocale<Words>(languages: Record<Language, Words>, locale: Locale): Words {
  return locale === "en" ? languages.en : (strange(languages.en, locale === "ar-XB") as Words);
}

// What is strange already, as a word that stands in a sentence, stays as it is, and so does a name between asterisks.
const piece = /‹[^‹›]*›|\*[^*]*\*|[^‹›*]+/g;

/** Every text in a value, also of what its functions give, in brackets: with doubled and accented vowels, or in the order of Arabic. */
function strange(value: unknown, turned: boolean): unknown {
  const turn = (text: string) => `‹\u202e${text}\u202c›`;
  const stretch = (text: string) => `‹${text.replace(/[aeiou]/gi, "$&$&\u0301").normalize("NFC")}›`;
  if (typeof value === "string") return value.replace(piece, (part) => (/^[‹*]/.test(part) || !/\p{L}/u.test(part) ? part : turned ? turn(part) : stretch(part)));
  if (typeof value === "function") return (...given: unknown[]) => strange((value as (...given: unknown[]) => unknown)(...given), turned);
  if (Array.isArray(value)) return value.map((one) => strange(one, turned));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, strange(one, turned)]));
}
