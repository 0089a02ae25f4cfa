const HOME = "/screenings";
// Any origin will do: what leaves it is not ours.
const BASE = "http://here.invalid";

/**
 * Where a sign-in leads: the path that was asked for where it is one of this application, the screenings otherwise.
 * A second slash or backslash would name another server, also after dots and tabs are taken out.
 */
export function nextPath(asked: unknown): string {
  if (typeof asked !== "string" || !/^\/(?![/\\])/.test(asked) || !URL.canParse(asked, BASE)) return HOME;
  const { origin, pathname, search, hash } = new URL(asked, BASE);
  return origin === BASE && !pathname.startsWith("//") ? pathname + search + hash : HOME;
}
