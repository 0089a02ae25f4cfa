import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checklist } from "@/lib/screening/checklist";
import { drawingWords, drawn } from "@/lib/screening/drawings";

test.each(Object.entries(drawn))("%s: what the drawing marks is told in words, and the terms it was made after are the feature's own or another's here", (_, { drawing, terms }) => {
  const svg = readFileSync(`app/_checklist/drawings/${drawing}.svg`, "utf8");
  const marks = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, mark]) => mark);
  expect(marks.length).toBeGreaterThan(1);
  const told = drawingWords("en").drawings[drawing];
  for (const mark of marks) expect(told).toMatch(new RegExp(`(^|[ .:])${mark}[: ]`));
  const ids: string[] = Object.values(checklist).map(({ hpo }) => hpo.id);
  for (const term of terms.split(", ")) expect(ids).toContain(term);
  // Nothing is fetched or run by a picture, and it is small.
  expect(svg).not.toMatch(/<script|href|url\(|on\w+=/i);
  expect(svg.length).toBeLessThan(2_500);
});
