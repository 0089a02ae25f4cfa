import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import type { BlockList } from "node:net";
import { SocketAddress, isIP } from "node:net";

// Where the application reads the client's network address.
const ADDRESS_HEADER = "x-image-screen-address";

const YEAR_S = 31_536_000;

// Everything that a browser lets a page use and no page here does. Writing to the clipboard is left: a link is copied there.
const NEVER = [
  "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "compute-pressure", "display-capture", "encrypted-media", "fullscreen",
  "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "keyboard-map", "local-fonts", "magnetometer", "microphone",
  "midi", "otp-credentials", "payment", "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial",
  "speaker-selection", "storage-access", "sync-xhr", "usb", "window-management", "xr-spatial-tracking",
];

/**
 * The headers of every response, whoever makes it. Pages replace the content policy by one with a nonce (proxy.ts).
 * @param https whether browsers come over https; only then may they be told to insist on it, and for this host alone:
 *   what else the hospital runs below its name is not ours to decide
 */
export function responseHeaders(https: boolean): OutgoingHttpHeaders {
  return {
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": NEVER.map((feature) => `${feature}=()`).join(", "),
    ...(https && { "strict-transport-security": `max-age=${YEAR_S}` }),
  };
}

// A request keeps these and no others. Next believes what a proxy or its own infrastructure would send (x-forwarded-*,
// x-middleware-*, x-nextjs-*, next-action, a content policy with a nonce), and every release knows more of them. Navigation
// here is by whole pages, so that rsc and next-router-* are not needed either; and to a range that is not there, or an
// if-match that fails, Next answers 500.
const KEPT = new Set([
  "accept", "accept-encoding", "accept-language", "authorization", "connection", "content-encoding", "content-length", "content-type", "cookie", "host",
  "idempotency-key", "if-modified-since", "if-none-match", "origin", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-user",
  "transfer-encoding", "user-agent", "x-image-screen-draft",
]);
// What an HTML form sends. No route takes one; Next would look for an action of its own.
const FORM = /^\s*(multipart\/form-data|application\/x-www-form-urlencoded)/i;

/** Leaves in `headers`, which is all that Next reads, what the application knows, and says which network address it came from. */
export function cleanHeaders(request: IncomingMessage, trusted: BlockList): void {
  const address = clientAddress(request.socket.remoteAddress ?? "", request.headers["x-forwarded-for"], trusted);
  const { headers } = request;
  for (const name of Object.keys(headers)) if (!KEPT.has(name)) delete headers[name];
  if (FORM.test(headers["content-type"] ?? "")) delete headers["content-type"];
  headers[ADDRESS_HEADER] = address;
}

/**
 * The address of whoever asks: the peer, or where that is a trusted proxy, the nearest address of X-Forwarded-For that is
 * none; all before that one is hearsay.
 * @param peer the other end of the connection
 * @returns in its shortest form, an IPv4 address in IPv6 clothing as IPv4; "" where there is none
 */
export function clientAddress(peer: string, forwardedFor: string | string[] | undefined, trusted: BlockList): string {
  const hops = (forwardedFor ?? []).toString().split(",");
  let address = plainAddress(peer) ?? "";
  while (address !== "" && isTrusted(address, trusted)) {
    const before = plainAddress(hops.pop() ?? "");
    if (before === null) break;
    address = before;
  }
  return address;
}

function isTrusted(address: string, trusted: BlockList): boolean {
  return trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** null for what is no address; some proxies add the port. */
function plainAddress(given: string): string | null {
  const text = given.trim().replace(/^\[(.*)\](?::\d+)?$/, "$1").replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1").replace(/%.*$/, "");
  if (isIP(text) !== 6) return isIP(text) === 4 ? text : null;
  const { address } = new SocketAddress({ address: text, family: "ipv6" });
  return address.replace(/^::ffff:(?=\d+\.)/, "");
}
