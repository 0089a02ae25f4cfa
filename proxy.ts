import { NextResponse } from "next/server";
import type { NextRequest } from "next/server";

const NONCE_BYTES = 16;

/**
 * Gives a page a content policy with a nonce of its own, and decides nothing about access: what must be guarded is guarded
 * in every page and handler. Every other header comes from lib/cli/headers.ts, for what never passes here has them too.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(NONCE_BYTES))));
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    // React writes a style attribute nowhere in this product; the framework's own sheet comes from here.
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

// /api is left out: a proxy buffers bodies and would pass on a long one cut.
export const config = { matcher: ["/((?!api/|_next/static/|icon.svg$|apple-icon.png$|manifest.webmanifest$).*)"] };
