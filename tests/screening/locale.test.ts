import { describe, expect, test } from "vitest";
import { english } from "@/lib/screening/english";
import { inLocale } from "@/lib/screening/locale";
import { words } from "@/lib/screening/wording";

const said = { plain: "Save screening", codes: ["z", "17-OHP"], asked: { of: (count: number, what: string) => `${count} of ${what}`, limit: 11, none: null } };
const long = inLocale({ en: said }, "en-XA");
const turned = inLocale({ en: said }, "ar-XB");

describe("the words of a locale", () => {
  test("are those of the language itself, untouched", () => {
    expect(inLocale({ en: said }, "en")).toBe(said);
    expect(words("en")).toBe(english);
  });

  test("are made long in en-XA: every text, also what a function gives, and nothing else", () => {
    expect(long.plain).toBe("‹Saáveé screéeéniíng›");
    expect(long.asked.of(3, "cases")).toBe("‹3 oóf caáseés›");
    expect(long.asked.limit).toBe(11);
    expect(long.asked.none).toBeNull();
    const all = Object.values(english.features);
    const grown = Object.values(words("en-XA").features).join("").length / all.join("").length;
    expect(grown).toBeGreaterThan(1.3);
    expect(grown).toBeLessThan(1.6);
  });

  test("run from right to left in ar-XB", () => expect(turned.plain).toBe("‹\u202eSave screening\u202c›"));

  test("are not made strange twice, and leave the names between asterisks alone", () => {
    expect(long.asked.of(3, long.plain)).toBe("‹3 oóf ›‹Saáveé screéeéniíng›");
    expect(inLocale({ en: "*CDKN1C*: missense" }, "en-XA")).toBe("*CDKN1C*‹: miísseénseé›");
  });
});
