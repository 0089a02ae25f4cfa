// A whole string, with the colon that makes it a key, or a bracket: in valid JSON nothing else matters here.
const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*")([ \t\n\r]*:)?|[{}[\]]/g;

/**
 * Does an object name a key twice, in whatever spelling? JSON.parse would silently keep the last one.
 * @param text valid JSON, or several one after the other; its depth does not matter
 */
export function hasDuplicateKey(text: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, string, colon] of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (string !== undefined && colon !== undefined) {
      const key = JSON.parse(string) as string;
      const keys = open.at(-1);
      if (keys?.has(key)) return true;
      keys?.add(key);
    }
  }
  return false;
}
