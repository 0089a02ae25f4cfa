import { expect, test } from "vitest";
import { parsePage } from "@/lib/screening/filter";

const page = (query: string) => parsePage(new URLSearchParams(query));

test("a list may be asked for without a condition", () => {
  expect(page("")).toEqual({ page: { letter: [], observed: [], excluded: [] } });
});

test("every condition is understood", () => {
  const query = "match=core-pair&flag=none&sex=male&age=newborn&letter=A:met&letter=A:supported&letter=Ge:unknown&observed=iugr&excluded=shock&excluded=vomiting&after=is0000oooo&limit=200&variant=none";
  expect(page(query)).toEqual({
    page: {
      match: "core-pair", variant: "none", flag: "none", sex: "male", age: "newborn", after: "IS-0000-0000", limit: 200,
      letter: ["A:met", "A:supported", "Ge:unknown"], observed: ["iugr"], excluded: ["shock", "vomiting"],
    },
  });
});

test("every fault is told at once", () => {
  const query = "match=best&sex=male&sex=female&letter=A:met&letter=A:met&observed=nothing&after=7&limit=0&__proto__=1&name=x";
  const found = page(query);
  expect("errors" in found && found.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([
    " unknown-key",
    "/after not-a-code",
    "/letter repeated",
    "/limit out-of-range",
    "/match not-allowed",
    "/observed not-allowed",
    "/sex repeated",
  ]);
});

test.each(["1e2", "-1", "1.5", "201", "", " 5"])("a limit of %j is refused", (limit) => {
  expect(page(`limit=${encodeURIComponent(limit)}`)).toEqual({ errors: [{ pointer: "/limit", code: "out-of-range" }] });
});
