import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { ask } from "@/lib/store/client";
import { sessionCookie } from "./auth";
import type { Membership } from "./membership";
import type { Role, State } from "./table";

/** A session as its row tells, whether it has ended or not, and whose it is: null for somebody who is no active member. */
export type Recognised = { sessionId: string; userId: string; startedAt: Date; usedAt: Date; endsAt: Date; twoStep: boolean; membership: Membership | null };

type Row = Omit<Recognised, "membership"> & { id: string | null; site: string; siteName: string | null; name: string; email: string; role: Role; state: State };

/**
 * Whose session do these headers bring? Read from the database at every request, in one statement: the account and the site
 * that row-level security asks for are set by the very values by which the next part is found, so that no plan can look
 * for it before.
 * @returns null where the cookie is not signed by this server, or its session is gone
 * @throws when the database is away
 */
export async function recognise(headers: Headers): Promise<Recognised | null> {
  const token = sessionToken(headers);
  if (token === null) return null;
  const [row] = await ask<Row>`
    SELECT session.id AS "sessionId", session.user_id AS "userId", created_at AS "startedAt", updated_at AS "usedAt", expires_at AS "endsAt", "twoStep", own.*, place.name AS "siteName"
    FROM (
      SELECT s.id, s.user_id, s.created_at, s.updated_at, s.expires_at, coalesce(u.two_factor_enabled, false) AS "twoStep", set_config('app.user', s.user_id, true) AS account
      FROM session s JOIN "user" u ON u.id = s.user_id WHERE s.token = ${token} OFFSET 0
    ) AS session
    LEFT JOIN LATERAL (
      SELECT m.id, m.name, m.email, m.role, m.state, set_config('app.site', m.site_id, true) AS site FROM membership m WHERE m.user_id = account AND m.state = 'active' OFFSET 0
    ) AS own ON true
    LEFT JOIN LATERAL (SELECT site.name FROM site WHERE site.id = own.site OFFSET 0) AS place ON true`;
  if (!row) return null;
  const { id, site, siteName, name, email, role, state, ...session } = row;
  return { ...session, membership: id === null ? null : { id, site, siteName: siteName ?? "", name, email, role, state } };
}

/** What Better Auth signs: `token.signature`, the signature an HMAC-SHA-256 in base64, percent-encoded. */
function sessionToken(headers: Headers): string | null {
  const secret = process.env.SECRET;
  if (!secret) throw new Error("SECRET is not set");
  const value = cookieIn(headers.get("cookie") ?? "", sessionCookie());
  const dot = value.lastIndexOf(".");
  if (dot < 1) return null;
  const [token, given] = [value.slice(0, dot), Buffer.from(value.slice(dot + 1))];
  const right = Buffer.from(createHmac("sha256", secret).update(token).digest("base64"));
  return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}

/** The first cookie of this name, as browsers send the nearest first; "" where there is none. */
function cookieIn(cookies: string, name: string): string {
  const sent = cookies.split(";").find((pair) => pair.slice(0, pair.indexOf("=")).trim() === name) ?? "";
  try {
    return decodeURIComponent(sent.slice(sent.indexOf("=") + 1).trim());
  } catch {
    return "";
  }
}
