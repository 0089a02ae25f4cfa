import { STATUS_CODES } from "node:http";

/**
 * A refusal before or beside the application, as the API tells its own (RFC 9457). What has no name there is as its status says.
 * @param sentence repeats nothing of the request
 */
export function problemOf(status: number, sentence: string): { type: Record<string, string | number>; body: string } {
  const named = status === 413 ? { type: "urn:image-screen:too-large", title: sentence } : { type: "about:blank", title: STATUS_CODES[status], detail: sentence };
  const body = JSON.stringify({ ...named, status });
  return { type: { "content-type": "application/problem+json", "content-length": Buffer.byteLength(body) }, body };
}
