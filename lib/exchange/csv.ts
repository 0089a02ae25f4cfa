/**
 * CSV by RFC 4180: commas, CRLF, quotes where needed. UTF-8 without a byte order mark: the columns of a screening are
 * plain ASCII, and a mark becomes part of the first column's name in R, Python and REDCap.
 */

/** What a spreadsheet may run as a formula, also behind spaces and in full-width signs; a number is none, though it may begin with a minus. */
const formula = /^(?:[\t\r\n\0]|\s*[=+\-@＝＋－＠])/;
const number = /^-?\d+(\.\d+)?$/;

/**
 * One field. Text that a spreadsheet would take for a formula gets an apostrophe in front, which spreadsheets hide.
 * @example csvField("=1+1") // '=1+1
 */
export function csvField(value: string): string {
  const safe = formula.test(value) && !number.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end. */
export const csvLine = (fields: readonly string[]) => `${fields.map(csvField).join(",")}\r\n`;
