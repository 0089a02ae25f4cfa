// Loaded before the server: writes down each statement that it sends to PostgreSQL, until it gets SIGUSR2.
import { appendFileSync } from "node:fs";
import pg from "pg";

const FILE = process.env.STATEMENTS ?? "";
const { query } = pg.Client.prototype;
/** @type {WeakMap<object, number>} */
const numbers = new WeakMap();
let last = 0;

/** @this {pg.Client} @param {any[]} given @returns {any} */
function writingDown(...given) {
  const [asked, values] = given;
  const statement = typeof asked === "string" ? { text: asked, values } : asked;
  const number = numbers.get(this) ?? (last += 1);
  numbers.set(this, number);
  if (typeof statement?.text === "string") {
    const { name, text } = statement;
    appendFileSync(FILE, `${JSON.stringify({ client: number, name, text, values: statement.values ?? values ?? [] }, (_, value) => (typeof value === "bigint" ? String(value) : value))}\n`);
  }
  return Reflect.apply(query, this, given);
}

if (FILE !== "") {
  pg.Client.prototype.query = /** @type {typeof query} */ (writingDown);
  process.once("SIGUSR2", () => (pg.Client.prototype.query = query));
}
