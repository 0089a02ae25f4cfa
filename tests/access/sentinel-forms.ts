/** Every form in which a text could be kept, as bytes. */
export function formsOf(text: string): Buffer[] {
  const decoded = text.includes("%") ? decodeURIComponent(text) : text;
  const escaped = (one: string) => one.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const spellings = [text, decoded].flatMap((one) => [one, encodeURIComponent(one), escaped(one)]);
  const cased = [...new Set(spellings.flatMap((one) => [one, one.toLowerCase(), one.toUpperCase()]))];
  const bytes = cased.flatMap((one) => [Buffer.from(one), Buffer.from(one, "utf16le"), Buffer.from(one, "utf16le").swap16(), Buffer.from(one, "latin1")]);
  // Base64 of it, wherever in three bytes it begins: what does not depend on its neighbours.
  const inBase64 = [0, 1, 2].map((shift) => Buffer.from(Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString("base64").slice(4, -4)));
  return [...bytes, ...inBase64, Buffer.from(Buffer.from(text).toString("hex"))];
}

/** The draft with the text once in each place: instead of a value, and as a further key. */
export function spoiled(draft: unknown, text: string): unknown[] {
  if (typeof draft !== "object" || draft === null) return [text, { [text]: text }];
  const inside = Object.entries(draft).flatMap(([key, value]) => spoiled(value, text).map((part) => ({ ...draft, [key]: part })));
  return [...inside, { ...draft, [text]: true }];
}
