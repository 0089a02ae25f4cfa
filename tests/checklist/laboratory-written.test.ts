import { describe, expect, test } from "vitest";
import { isDisputed, rowAfter } from "@/app/_checklist/laboratory-written";
import type { Row } from "@/app/_checklist/laboratory-written";
import type { Answer } from "@/lib/screening/laboratory-decisions";

const empty: Row = { status: null, measured: false };
const measured = (status: Row["status"]): Row => ({ status, measured: true });
const byHand = (status: Row["status"]): Row => ({ status, measured: false });
const says = (status: Answer["status"]): Answer => ({ status, overruled: false, holds: false });
const overruled = (status: Answer["status"]): Answer => ({ status, overruled: true, holds: false });
const unread: Answer = { status: null, overruled: false, holds: true };
const [seen, not, open] = [says("observed"), says("excluded"), says(null)];

describe("what a row becomes", () => {
  test.each([
    ["an empty row is answered", empty, undefined, seen, measured("observed")],
    ["a measured row follows its value", measured("observed"), seen, not, measured("excluded")],
    ["so it does after a reload, of which nothing is remembered", measured("observed"), undefined, not, measured("excluded")],
    ["and stays where the same is measured again", measured("observed"), undefined, seen, null],
    ["a value that was emptied takes its row back", measured("observed"), seen, undefined, empty],
    ["so does one that is left open on purpose", measured("observed"), seen, open, empty],
    ["what was measured before a reload stands while no value is typed", measured("observed"), undefined, undefined, null],
    ["what is overruled is an answer by hand", measured("observed"), seen, overruled("excluded"), byHand("excluded")],
    ["and gives way again once it is no longer overruled", byHand("excluded"), overruled("excluded"), seen, measured("observed")],
  ] as const)("%s", (_, row, before, now, next) => expect(rowAfter(row, before, now)).toEqual(next));

  test("an answer by hand is never changed", () => {
    for (const status of ["observed", "excluded"] as const) {
      for (const before of [undefined, seen, not, open, unread]) for (const now of [undefined, seen, not, open, unread, overruled("observed"), overruled("excluded")]) expect(rowAfter(byHand(status), before, now)).toBeNull();
    }
  });

  test("a row that somebody emptied by hand stays empty until its value answers otherwise", () => {
    expect(rowAfter(empty, seen, seen)).toBeNull();
    expect(rowAfter(empty, seen, not)).toEqual(measured("excluded"));
  });

  test("a slip takes no sign back, and loses nothing: corrected it is as before, emptied it is taken back", () => {
    expect(rowAfter(measured("observed"), seen, unread)).toBeNull();
    expect(rowAfter(measured("observed"), unread, seen)).toBeNull();
    expect(rowAfter(measured("observed"), unread, not)).toEqual(measured("excluded"));
    expect(rowAfter(measured("observed"), unread, undefined)).toEqual(empty);
    expect(rowAfter(measured("observed"), seen, { ...not, holds: true })).toBeNull();
  });

  test("an exclusion does not outlive the value that it came from", () => expect(rowAfter(measured("excluded"), not, unread)).toEqual(empty));
});

describe("a row is disputed", () => {
  test.each([
    ["where it was answered otherwise by hand", byHand("excluded"), seen, true], ["where it was emptied by hand", empty, seen, true], ["where the value leaves it open", byHand("observed"), open, true],
    ["where a sign still stands that the value cannot tell", measured("observed"), unread, true], ["not where both say the same", byHand("observed"), seen, false], ["not where nothing is answered", empty, unread, false],
    ["not by a slip where it was answered by hand", byHand("observed"), unread, false],
  ] as const)("%s", (_, row, answer, disputed) => expect(isDisputed(row, answer)).toBe(disputed));
});
