import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { Draft } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { Code } from "@/lib/screening/code";
import type { Review } from "@/lib/screening/verdict";
import { addReview, findFollowed, findTogether } from "@/lib/store/reviews";
import { eraseScreening, saveScreening } from "@/lib/store/screenings";
import { verifyTrail } from "@/lib/store/trail";
import { ownDatabase } from "./database";

const query = ownDatabase();
const actors = [1, 2].map((number) => ({ id: `00000000-0000-4000-8000-00000000000${number}`, site: "local" }));
const [anna, ben] = actors as [(typeof actors)[0], (typeof actors)[0]];
const now = new Date("2026-05-06T07:08:09.010Z");
const confirmed: Review = { verdict: "confirmed", gene: "CDKN1C", class: "pathogenic" };
const pole: Review = { verdict: "other-condition", condition: "OMIM:618336" };

beforeAll(async () => {
  await query("INSERT INTO site (id) VALUES ('other')");
  for (const { id } of actors) {
    await query(`INSERT INTO "user" (id, name, email) VALUES ($1, 'A member', $1 || '@example.org')`, [id]);
    await query("INSERT INTO membership VALUES ($1, 'local', $1, 'Member ' || right($1, 1), $1 || '@example.org', 'reviewer', 'active', now())", [id]);
  }
});

async function saved(changes: Partial<Draft> = {}, site = "local"): Promise<Code> {
  const draft: Draft = { checklist: CHECKLIST_VERSION, sex: "female", age: "infant", findings: { iugr: "observed" }, ...changes };
  const outcome = await saveScreening({ id: null, site }, draft, { key: randomBytes(12).toString("hex"), bodyHash: "b", now, random: randomBytes });
  if (!("code" in outcome)) throw new Error(outcome.outcome);
  return outcome.code;
}

const follow = (code: Code) => findFollowed(anna, code, now);

describe("reviews", () => {
  test("of a new screening there are none, and it stands nowhere", async () => {
    expect(await follow(await saved())).toMatchObject({ standing: "none", reviews: [] });
  });

  test("are appended with who and when, and each reviewer's last word counts", async () => {
    const code = await saved();
    expect(await addReview(anna, code, { verdict: "undecided" }, now)).toEqual({ outcome: "reviewed", standing: "undecided" });
    expect(await addReview(ben, code, confirmed, now)).toEqual({ outcome: "reviewed", standing: "confirmed" });
    expect(await addReview(anna, code, pole, now)).toEqual({ outcome: "reviewed", standing: "disputed" });
    expect(await addReview(anna, code, { ...confirmed, class: "likely-pathogenic" }, now)).toEqual({ outcome: "reviewed", standing: "confirmed" });
    const found = await follow(code);
    expect(found?.standing).toBe("confirmed");
    expect(found?.reviews.map(({ name, verdict, at }) => [name, verdict, at])).toEqual([["Member 1", "undecided", now], ["Member 2", "confirmed", now], ["Member 1", "other-condition", now], ["Member 1", "confirmed", now]]);
    expect(found?.reviews[2]).toEqual({ ...pole, reviewer: anna.id, name: "Member 1", at: now });
  });

  test("the same verdict twice is written once", async () => {
    const code = await saved();
    await addReview(anna, code, pole, now);
    expect(await addReview(anna, code, { condition: "OMIM:618336", verdict: "other-condition" }, now)).toEqual({ outcome: "again", standing: "other-condition" });
    expect((await follow(code))?.reviews).toHaveLength(1);
  });

  test("the same verdict six times at once is written once, and an erase beside it is no fault", async () => {
    const code = await saved();
    const all = await Promise.all(Array.from({ length: 6 }, () => addReview(anna, code, pole, now)));
    expect(all.map((one) => one?.outcome).toSorted()).toEqual(["again", "again", "again", "again", "again", "reviewed"]);
    for (let round = 0; round < 5; round += 1) {
      const doomed = await saved();
      const [reviewed, erased] = await Promise.all([addReview(anna, doomed, pole, now), eraseScreening(ben, doomed, "mistake", now)]);
      expect([erased, reviewed === null || reviewed.outcome === "reviewed"]).toEqual([true, true]);
    }
  });

  test("of two reviewers at the same moment both count", async () => {
    for (let round = 0; round < 10; round += 1) {
      const code = await saved();
      await Promise.all([addReview(anna, code, confirmed, now), addReview(ben, code, { verdict: "not-image" }, now)]);
      expect((await follow(code))?.standing).toBe("disputed");
    }
    expect(await verifyTrail(query.owner)).toMatchObject({ sound: true });
  });

  test("are refused where the site has no such screening", async () => {
    expect(await addReview(anna, await saved({}, "other"), confirmed, now)).toBeNull();
    expect(await addReview(anna, "IS-0000-0000", confirmed, now)).toBeNull();
  });

  test("cannot be changed, nor say what does not fit, by whoever owns the tables", async () => {
    const code = await saved();
    await addReview(anna, code, confirmed, now);
    await expect(query("UPDATE review SET verdict = 'lost'")).rejects.toThrow("written once");
    await expect(query("INSERT INTO review (site_id, screening_id, audit_id, verdict, gene) SELECT site_id, screening_id, audit_id, 'lost', 'POLE' FROM review LIMIT 1")).rejects.toThrow("review_parts_fit");
  });

  test("go with an erased screening; the trail stays", async () => {
    const code = await saved();
    await addReview(anna, code, confirmed, now);
    const count = async (table: string) => (await query(`SELECT FROM ${table} t JOIN screening s ON s.id = t.screening_id WHERE s.code = $1`, [code])).length;
    expect([await count("review"), await count("standing")]).toEqual([1, 1]);
    const before = (await query("SELECT FROM review")).length;
    await eraseScreening(anna, code, "mistake", now);
    expect((await query("SELECT FROM review")).length).toBe(before - 1);
    expect((await query("SELECT FROM standing")).length).toBe((await query("SELECT FROM screening")).length);
    expect(await query("SELECT action FROM audit_event WHERE screening_code = $1 ORDER BY id", [code])).toEqual(["save", "review", "erase-mistake"].map((action) => ({ action })));
  });
});

describe("the screenings of one child", () => {
  test("are found from each of them, with branches, and beyond one that was erased", async () => {
    const first = await saved();
    const second = await saved({ follows: first });
    const [third, branch] = [await saved({ follows: second }), await saved({ follows: second })];
    await saved();
    for (const code of [first, second, third, branch]) expect((await follow(code))?.child.map(({ screening }) => screening.code)).toEqual([first, second, third, branch]);
    await eraseScreening(anna, second, "mistake", now);
    expect((await follow(branch))?.child.map(({ screening }) => screening.code)).toEqual([third, branch]);
    expect((await follow(first))?.child.map(({ screening }) => screening.code)).toEqual([first]);
  });

  test("of another site's there is nothing", async () => {
    const elsewhere = await saved({}, "other");
    expect(await follow(elsewhere)).toBeNull();
    const here = await saved();
    expect((await findTogether(anna, [here, elsewhere], now)).map(({ code }) => code)).toEqual([here]);
  });

  test("some are laid side by side in the order asked, each with its line in the trail", async () => {
    const codes = [await saved(), await saved({ sex: "male" })].toReversed();
    expect((await findTogether(anna, codes, now)).map(({ code }) => code)).toEqual(codes);
    for (const code of codes) expect(await query("SELECT action FROM audit_event WHERE screening_code = $1 ORDER BY id", [code])).toEqual([{ action: "save" }, { action: "view" }]);
  });
});
