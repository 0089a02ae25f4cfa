import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TooMany, forgiveAccount, keyedHash, takeAttempt, takeFrom, takeOnce } from "@/lib/access/limit";
import { countAttempt } from "@/lib/store/attempts";
import { ownDatabase } from "@/tests/store/database";

const query = ownDatabase();
const WINDOW_MS = 15 * 60_000;
const now = new Date("2026-11-24T23:59:30Z");
const later = (ms: number) => new Date(now.getTime() + ms);
const account = "anna.sentinel@example.org";
const address = "203.0.113.7";

beforeAll(() => {
  process.env.SECRET = "a secret of the tests, long enough for them";
});
beforeEach(() => query("DELETE FROM attempt"));

/** How many of so many attempts pass. */
async function passing(times: number, attempt: (index: number) => Promise<void>): Promise<number> {
  const outcomes = await Promise.allSettled(Array.from({ length: times }, (_, index) => attempt(index)));
  const failed = outcomes.filter((one) => one.status === "rejected");
  expect(failed.map((one) => one.reason as unknown).filter((reason) => !(reason instanceof TooMany))).toEqual([]);
  return times - failed.length;
}

describe("signing in", () => {
  test("of 50 parallel attempts at an account exactly 10 pass", async () => {
    expect(await passing(50, () => takeAttempt({ account, address }, now))).toBe(10);
  });

  test("the account is one however its e-mail is written and wherever the attempts come from", async () => {
    const written = [account, ` ${account} `, account.toUpperCase()];
    expect(await passing(30, (index) => takeAttempt({ account: written[index % 3] ?? "", address: `198.51.100.${index}` }, now))).toBe(10);
    await expect(takeAttempt({ account: "somebody.else@example.org", address }, now)).resolves.toBeUndefined();
  });

  test("of 150 attempts from an address 100 pass, and the refused ones cost no account anything", async () => {
    expect(await passing(150, (index) => takeAttempt({ account: `member-${index}@example.org`, address }, now))).toBe(100);
    expect(await passing(1, () => takeAttempt({ address }, now))).toBe(0);
    await passing(20, () => takeAttempt({ account, address }, now));
    expect(await passing(20, () => takeAttempt({ account, address: "198.51.100.1" }, now))).toBe(10);
  });

  test("the refusal says how long it lasts, and trying on does not prolong it", async () => {
    await passing(10, () => takeAttempt({ account, address }, now));
    await expect(takeAttempt({ account, address }, later(60_000))).rejects.toMatchObject({ retryAfterSeconds: 14 * 60 });
    await expect(takeAttempt({ account, address }, later(WINDOW_MS - 1))).rejects.toMatchObject({ retryAfterSeconds: 1 });
    expect(await passing(20, () => takeAttempt({ account, address }, later(WINDOW_MS)))).toBe(10);
  });

  test("a success gives the account its attempts back, not the address", async () => {
    await passing(10, () => takeAttempt({ account, address }, now));
    await forgiveAccount(account.toUpperCase());
    expect(await passing(20, () => takeAttempt({ account, address }, now))).toBe(10);
    expect(await passing(90, () => takeAttempt({ address }, now))).toBe(70);
  });
});

describe("a network address", () => {
  const left = async (first: string, then: string) => {
    await passing(30, () => takeFrom("link", first, now));
    return passing(1, () => takeFrom("link", then, now));
  };

  test.each([
    ["2001:db8:1:2::1", "2001:DB8:1:2:ffff:ffff:ffff:ffff"],
    ["2001:db8:1:2::1", "2001:0db8:0001:0002:0:0:0:9"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::ffff:cb00:7107", "203.0.113.7"],
    ["0:0:0:0:0:ffff:203.0.113.7", "203.0.113.7"],
    ["::1", "0:0:0:0:0:0:0:1"],
    ["fe80::1%eth0", "fe80::1%eth1"],
    ["", "no address"],
  ])("%j and %j pay together", async (first, then) => {
    expect(await left(first, then)).toBe(0);
  });

  test.each([
    ["2001:db8:1:2::1", "2001:db8:1:3::1"],
    ["2001:db8::1", "2001:db8:0:1::1"],
    ["203.0.113.7", "203.0.113.8"],
    ["::ffff:203.0.113.7", "::ffff:203.0.113.8"],
    ["::1", "127.0.0.1"],
    ["", "203.0.113.7"],
  ])("%j and %j do not", async (first, then) => {
    expect(await left(first, then)).toBe(1);
  });
});

describe("links, codes and passwords", () => {
  test.each([["link", 30], ["code", 10], ["password", 10]] as const)("%s: %i in 15 minutes, apart from all others", async (kind, most) => {
    expect(await passing(most + 15, () => takeFrom(kind, address, now))).toBe(most);
    await expect(takeFrom(kind, "203.0.113.8", now)).resolves.toBeUndefined();
    await expect(takeAttempt({ account: address, address }, now)).resolves.toBeUndefined();
  });

  test("the one with which the lock begins is told apart, also among 50 at once", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => takeAttempt({ account, address }, now)));
    const told = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason as TooMany] : []));
    expect(told.map(({ kind }) => kind)).toEqual(Array(40).fill("account"));
    expect(told.filter(({ first }) => first)).toHaveLength(1);
    await passing(90, (index) => takeAttempt({ account: `member-${index}@example.org`, address }, now));
    await expect(takeAttempt({ account, address: "198.51.100.1" }, now)).rejects.toMatchObject({ kind: "account", first: false });
    await passing(200, () => takeAttempt({ address }, now));
    await expect(takeAttempt({ account, address }, now)).rejects.toMatchObject({ kind: "address", first: false });
    await passing(10, () => takeAttempt({ account, address: "198.51.100.1" }, later(WINDOW_MS)));
    await expect(takeAttempt({ account, address: "198.51.100.1" }, later(WINDOW_MS))).rejects.toMatchObject({ kind: "account", first: true });
  });

  test("a code is used once: of 20 parallel uses one is the first, until the time is over", async () => {
    const uses = await Promise.all(Array.from({ length: 20 }, () => takeOnce("member 123456", 90, now)));
    expect(uses.filter(Boolean)).toHaveLength(1);
    expect(await takeOnce("member 123456", 90, later(89_999))).toBe(false);
    expect(await takeOnce("other 123456", 90, now)).toBe(true);
    expect(await takeOnce("member 123456", 90, later(90_000))).toBe(true);
  });
});

describe("the table", () => {
  test("holds a kind and a keyed hash, and neither e-mail nor address nor code", async () => {
    await takeAttempt({ account, address }, now);
    await takeFrom("link", "2001:db8:1:2::1", now);
    await takeOnce("member 123456", 90, now);
    const rows = await query("SELECT * FROM attempt");
    expect(rows).toHaveLength(4);
    expect(JSON.stringify(rows)).not.toMatch(/anna|sentinel|example|203\.0|2001|db8|123456/i);
    expect(rows.map(({ key }) => key)).toContain(keyedHash(process.env.SECRET ?? "", "account", account));
    expect(keyedHash("another secret", "account", account)).not.toBe(keyedHash(process.env.SECRET ?? "", "account", account));
  });

  test("tells the end of a window to the millisecond, wherever the clock of the server stands", async () => {
    const exact = new Date("2026-11-24T23:59:30.123Z");
    const { count, endsAt } = await countAttempt(keyedHash("secret", "account", "a"), 1_000, exact);
    expect({ count, endsAt }).toEqual({ count: 1, endsAt: new Date("2026-11-24T23:59:31.123Z") });
  });

  test("forgets ended windows, 100 for each one that opens, and no other", async () => {
    await query("INSERT INTO attempt SELECT 'link:' || lpad(n::text, 64, '0'), 1, $1 FROM generate_series(1, 150) n", [now]);
    await query("INSERT INTO attempt VALUES ('link:' || repeat('f', 64), 1, $1)", [later(1)]);
    const held = async () => Number((await query("SELECT count(*) FROM attempt"))[0]?.["count"]);
    await takeFrom("code", "a", now);
    expect(await held()).toBe(52);
    await takeFrom("code", "a", now);
    expect(await held()).toBe(52);
    await takeFrom("code", "b", now);
    expect(await held()).toBe(3);
  });

  test("without a secret nothing is counted", async () => {
    const secret = process.env.SECRET;
    delete process.env.SECRET;
    await expect(takeAttempt({ account, address }, now)).rejects.toThrow("SECRET is not set");
    process.env.SECRET = secret;
    expect(await query("SELECT * FROM attempt")).toEqual([]);
  });
});
