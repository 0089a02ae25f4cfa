import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { Busy, hashPassword, passwordFault, verifyPassword } from "@/lib/access/password";

const GOOD = "a ward kettle hums";

describe("the list of common passwords", () => {
  const lines = readFileSync("lib/access/common-passwords.txt", "utf8").split("\n");

  test("has 10,000, each once, in lower case, long enough to be allowed otherwise", () => {
    expect(lines.pop()).toBe("");
    expect(lines).toHaveLength(10_000);
    expect(new Set(lines).size).toBe(10_000);
    expect(lines.filter((line) => line !== line.toLowerCase() || line !== line.trim() || !/^[ -~]{12,128}$/.test(line))).toEqual([]);
  });

  test("begins with the most common one", () => {
    expect(lines.slice(0, 3)).toEqual(["123qweasdzxc", "1qaz2wsx3edc", "q1w2e3r4t5y6"]);
  });

  test("refuses every one of its lines, in capitals too", () => {
    expect(lines.filter((line) => passwordFault(line) !== "common" || passwordFault(line.toUpperCase()) !== "common")).toEqual([]);
  });
});

describe("a new password", () => {
  test.each([
    ["", "too-short"],
    ["k7#pLq9!vXz", "too-short"],
    ["k7#pLq9!vXzw", null],
    ["z7kq".repeat(32), null],
    [`${"z7kq".repeat(32)}z`, "too-long"],
    ["Qwerty123456", "common"],
    ["password1234", "common"],
    [GOOD, null],
    // No rule of composition: letters only, digits only, spaces, any script.
    ["kettlehumslow", null],
    ["840275619384", null],
    ["  kettle   7 ", null],
    ["чайник гудит тихо", null],
  ])("%j: %s", (password, fault) => {
    expect(passwordFault(password)).toBe(fault);
  });

  test("is counted in code points: a sign above U+FFFF is one", () => {
    expect(passwordFault("🫖🍵🧵🪡".repeat(3).slice(2))).toBe("too-short");
    expect(passwordFault("🫖🍵🧵🪡".repeat(3))).toBeNull();
    expect(passwordFault("🫖🍵🧵🪡".repeat(32))).toBeNull();
    expect(passwordFault(`${"🫖🍵🧵🪡".repeat(32)}🫖`)).toBe("too-long");
  });

  test("is looked up as it came: around or inside a common one, every sign counts", () => {
    expect(passwordFault(" qwerty123456")).toBeNull();
    expect(passwordFault("qwerty123456\0")).toBeNull();
  });

  test.each(["imagescreen1", "IMAGe Screen 2026", "image-screen-password", "Hospital-Clinician-1", "screeningscreening", "CDKN1C-admin!"])(
    "may not be made of this product's words: %s",
    (password) => expect(passwordFault(password)).toBe("common"),
  );

  test("may hold one of them", () => {
    expect(passwordFault("horse behind a screen")).toBeNull();
  });

  test("may not be the e-mail, the name or the site of whoever chooses it, in any letter case, and may hold them", () => {
    const own = ["Ada.Lovelace@ward.example", "Ada King, Countess", "Ward Seven of the North"];
    for (const word of own) for (const password of [word, word.toLowerCase(), word.toUpperCase()]) expect(passwordFault(password, own), password).toBe("common");
    expect(passwordFault("Ward Seven of the North")).toBeNull();
    expect(passwordFault("Ward Seven of the North, 7 kettles", own)).toBeNull();
  });

  test.each([
    ["aaaaaaaaaaaa", "common"],
    ["abababababab", "common"],
    ["abcABCabcABC", "common"],
    ["abc abc abc abc", null],
    ["🫖🍵🧵🫖🍵🧵🫖🍵🧵🫖🍵🧵", "common"],
  ])("has four different signs, case disregarded: %j: %s", (password, fault) => {
    expect(passwordFault(password)).toBe(fault);
  });

  test.each(["a ward kettle \ud83e", "\udd56 a ward kettle", "\udd56\ud83e a ward kettle"])("holds no half of a pair: %j", (password) => {
    expect(passwordFault(password)).toBe("invalid");
  });
});

describe("a hash", () => {
  test("is Argon2id with OWASP's parameters and a salt of its own", async () => {
    const [one, other] = await Promise.all([hashPassword(GOOD), hashPassword(GOOD)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(other).not.toBe(one);
    expect(await verifyPassword({ hash: one, password: GOOD })).toBe(true);
  });

  test("is of exactly this password: no case, no trimming, no normal form, no end at a NUL or after 72 bytes", async () => {
    const long = ` \0é ${"x".repeat(100)}`;
    const hash = await hashPassword(long);
    const others = [long.toUpperCase(), long.trim(), `${long} `, long.normalize("NFD"), long.slice(0, -1), ` \0${"y".repeat(102)}`, `${long.slice(0, -1)}y`];
    expect(await Promise.all(others.map((password) => verifyPassword({ hash, password })))).toEqual(others.map(() => false));
    expect(await verifyPassword({ hash, password: long })).toBe(true);
  });

  test.each(["", "x", "$argon2id$", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA", `$2b$10$${"a".repeat(53)}`, GOOD])("that is none (%j) fits nothing", async (hash) => {
    expect(await verifyPassword({ hash, password: GOOD })).toBe(false);
  });
});

describe("34 at a time", () => {
  test("are hashed, two at once; any more are told to come again", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => hashPassword(GOOD)));
    const refused = outcomes.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(6);
    expect(refused.every((one) => one.reason instanceof Busy)).toBe(true);
  });

  test("do not keep the next away once they are done, failed ones included", async () => {
    await Promise.all(Array.from({ length: 34 }, () => verifyPassword({ hash: "none", password: GOOD })));
    expect(await verifyPassword({ hash: await hashPassword(GOOD), password: GOOD })).toBe(true);
  });

  test("bound checks and hashes together, and a refused check is no wrong password", async () => {
    const hash = await hashPassword(GOOD);
    const all = [...Array.from({ length: 34 }, () => hashPassword(GOOD)), verifyPassword({ hash, password: GOOD })];
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.at(-1)).toMatchObject({ status: "rejected", reason: expect.any(Busy) as unknown });
  });

  test("say so in every copy of the module", async () => {
    vi.resetModules();
    const copy = await import("@/lib/access/password");
    expect(copy.Busy).not.toBe(Busy);
    expect(new copy.Busy("")).toBeInstanceOf(Busy);
    expect(new Error("Busy")).not.toBeInstanceOf(Busy);
  });
});
