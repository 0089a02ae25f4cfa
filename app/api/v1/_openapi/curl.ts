import type { Operation, Sample } from "./operation";

/**
 * A sample as somebody types it into a shell. What only they have stands as $NAMES: KEY of a program, SESSION of a browser.
 * @param origin where the server is reached; pages are asked for under it, so that what people do names it too
 */
export function curlOf({ route, who }: Pick<Operation, "route" | "who">, { query, headers = {}, body }: Sample, origin: string, key: boolean): string {
  const [method = "", path = ""] = route.split(" ");
  const address = `${origin}${path.replace(/\{(\w+)\}/g, (_, name: string) => (name === "elsewhere" ? name : `$${name.toUpperCase()}`))}${query ? `?${query}` : ""}`;
  const open = who === "anyone" || who === "own pages";
  const own = open || key ? {} : { Cookie: "$SESSION" };
  const all = {
    ...(key && { Authorization: "Bearer $KEY" }),
    ...own,
    ...(!key && method !== "GET" && who !== "anyone" && { Origin: origin }),
    ...headers,
  };
  const sent = body === undefined ? [] : [`--data-binary ${quoted(typeof body === "string" ? body : JSON.stringify(body))}`];
  const verb = method === (body === undefined ? "GET" : "POST") ? [] : [`-X ${method}`];
  return ["curl", ...verb].join(" ").concat(` "${address}"`, ...[...Object.entries(all).map(([name, value]) => `-H "${name}: ${value}"`), ...sent].map((part) => ` \\\n  ${part}`));
}

/** Between single quotes nothing is special to a shell; a $NAME steps out of them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''").replace(/\$[A-Z_]+/g, (name) => `'"${name}"'`)}'`;
}
