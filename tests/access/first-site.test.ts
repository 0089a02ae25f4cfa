import { expect, test } from "vitest";
import { setUp, siteLink } from "@/lib/access/links";
import { ownDatabase } from "@/tests/store/database";
import { ORIGIN, PASSWORD, settings } from "./people";

settings();
const query = ownDatabase();

test("of two set-ups at once on an empty server one takes over the first site, the other makes its own", async () => {
  const tokens = await Promise.all([1, 2, 3].map(async () => (await siteLink(ORIGIN)).split("#")[1] ?? ""));
  const outcomes = await Promise.all(tokens.map((token, nth) => setUp({ token, site: `Ward ${nth}`, name: "Ada", email: `ada@ward-${nth}.example`, password: PASSWORD }, new Date())));
  expect(outcomes).toEqual(["done", "done", "done"]);
  const rows = await query("SELECT site_id, count(*)::int AS members FROM membership GROUP BY site_id");
  expect(rows.map(({ members }) => members)).toEqual([1, 1, 1]);
  expect(rows.filter(({ site_id }) => site_id === "local")).toHaveLength(1);
  const lines = await query("SELECT action, count(*)::int AS lines, count(site_id)::int AS sites FROM audit_event GROUP BY action ORDER BY action");
  expect(lines).toEqual([{ action: "set-up", lines: 3, sites: 3 }, { action: "site-link", lines: 3, sites: 0 }]);
});
