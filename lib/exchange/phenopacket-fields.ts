/** A case that cannot be read. The message repeats nothing of the file but HPO ids. */
export class BadCase extends Error {}

/** An object of JSON whose fields are not looked at yet. */
export type Fields = Record<string, unknown>;

/** @throws BadCase with `message` where the value is no object */
export function fields(value: unknown, message: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadCase(message);
  return value as Fields;
}

/** An object that may be left out. */
export const optional = (value: unknown, name: string) => (value === undefined || value === null ? {} : fields(value, `${name} is not an object.`));

/** A list that may be left out. */
export function list(value: unknown, name: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new BadCase(`${name} is not a list.`);
  return value;
}
