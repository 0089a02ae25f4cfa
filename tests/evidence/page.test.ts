import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import EvidencePage from "@/app/evidence/page";
import { measuredRows, rulesHistory } from "@/app/evidence/measured";
import { hazards } from "@/lib/evidence/hazards";
import published from "@/lib/evidence/published.json";
import { table as rarityTable } from "@/lib/evidence/rarity";
import { table as unselected } from "@/lib/evidence/unselected";
import { addedByHand, raritiesOf, ways } from "@/lib/evidence/validation";
import { lessons, limits, sayAsked, sayCondition, unselectedLimit, wayNames } from "@/lib/evidence/validation-words";
import { flagRules, issueRules, letterRules, matches, RULES_VERSION } from "@/lib/screening/rules";
import { sources } from "@/lib/screening/sources";
import { words } from "@/lib/screening/wording";

const html = renderToStaticMarkup(createElement(EvidencePage));
const plain = (part: string) => part.replace(/<[^>]+>/g, " ").replaceAll("&amp;", "&").replaceAll("&#x27;", "'").replaceAll("&quot;", "\"").replace(/\s+/g, " ");
const text = plain(html);
const section = (id: string) => plain(new RegExp(`<section id="${id}".*?</section>`, "s").exec(html)?.[0] ?? "");
const english = words("en");

describe("the criteria", () => {
  test("are every row of the tables, each with its features and its source", () => {
    for (const { code, when, source } of [...letterRules, ...flagRules]) {
      const row = new RegExp(`<tr data-code="${code}">.*?</tr>`, "s").exec(html)?.[0] ?? "";
      const asked = [...("any" in when ? when.any.flat() : []), ...("among" in when ? when.among.of : []), ...("excluded" in when ? when.excluded : [])];
      expect(asked.length, code).toBeGreaterThan(0);
      for (const feature of asked) expect(plain(row), code).toContain(english.features[feature]);
      expect(row, code).toContain(source === "rules" ? "Our own, no source" : `href="#source-${source}"`);
    }
    for (const { code } of issueRules) expect(html).toContain(`data-code="${code}"`);
  });

  test("leave out no reason that a letter can have but that nothing was assessed", () => {
    const told = [...letterRules, ...flagRules, ...measuredRows].map(({ code }) => code);
    expect(Object.keys(english.reasons).filter((code) => !(told as string[]).includes(code))).toEqual(["not-assessed"]);
    expect(new Set(told).size).toBe(told.length);
  });

  test("shows the rules by their version, which the history ends with", () => {
    expect(rulesHistory.at(-1)?.version).toBe(RULES_VERSION);
    expect(section("history")).toContain(`Rules ${RULES_VERSION}. No paediatric endocrinologist has signed them yet.`);
  });
});

describe("the words", () => {
  test("no match is told as reassurance or as proof", () => {
    for (const match of matches) expect(section("matches")).toContain(english.matches[match].about);
    expect(english.matches["few-letters"].about).toContain("does not rule it out");
    expect(english.matches.insufficient.about).toContain("Not enough is known");
    expect(english.matches["core-pair"].about).toContain("not proof");
    expect(english.matches["all-letters"].about).toContain("not proof");
    expect(Object.values(english.matches).map(({ title, about }) => title + about).join(" ")).not.toMatch(/normal|unlikely|reassur|negative|clear/i);
  });

  test("says what a share is not", () => {
    expect(section("comparison")).toContain("never the probability that the child has the condition");
  });

  test("claim nothing, shout nothing and give no dose, but for the names of others", () => {
    const own = text.replace(section("resources"), "");
    expect(own.length).toBeLessThan(text.length);
    expect(own.match(/.{30}(diagnos|!|\u2014|undefined|\bNaN\b|\bnull\b|\bpatients?\b).{9}/i)?.[0]).toBeUndefined();
    expect(own).not.toMatch(/\d\s*(mg|mcg|µg|ml|mL|IU)\b/);
  });
});

describe("the figures", () => {
  const told = section("validation");

  test("are counts with an interval in every way of ranking, case by case, and those that go wrong", () => {
    const tally = String.raw`\d+ of \d+ [\d.]+ % to (over )?[\d.]+ %`;
    for (const way of ways) expect(told).toMatch(new RegExp(`${wayNames[way]} ${tally} ${tally}`));
    expect(html.match(/data-case="/g)).toHaveLength(22);
    expect(new Set(html.match(/data-case="[^"]+"/g)).size).toBe(22);
    for (const [, id = ""] of html.matchAll(/data-wrong="([^"]+)"/g)) expect(told).toContain(lessons[id] ?? id);
    expect(html).toContain('data-wrong="');
  });

  test("show of every published individual the letters, the match, what was found and its paper", () => {
    for (const { id, cite, condition } of published.cases) {
      const row = plain(new RegExp(`<tr data-case="${id}">.*?</tr>`, "s").exec(html)?.[0] ?? "");
      expect(row, id).toContain(cite);
      expect(row, id).toContain(/^OMIM:\d+$/.test(condition) ? sayCondition(condition) : condition.replace(/^OMIM:\d+/, ""));
      expect(row, id).toMatch(/I (met|supported|not met|unknown|not applicable) M /);
    }
  });

  test("come with what speaks against them, and with what was added by hand", () => {
    for (const limit of Object.values(limits)) expect(told).toContain(limit);
    for (const word of ["Not blind", "Partly circular", "Not independent", "Ties count against"]) expect(told).toContain(word);
    for (const { condition } of addedByHand()) expect(told).toContain(sayCondition(condition));
  });

  test("tell of those who were not chosen for resembling IMAGe, and why they are hard", () => {
    expect(told).toContain(unselectedLimit);
    expect(told).toMatch(/Their condition is first in \d+ of \d+ \([\d.]+ % to [\d.]+ %\) and in the top three in \d+ /);
    expect(html.match(/data-unselected="/g)).toHaveLength(Object.keys(unselected.conditions).length);
    expect(told).toContain("b694d17");
  });

  test("give rarity by both denominators, and the release they come from", () => {
    expect(section("rarity")).toMatch(/I and A met \d+ .*? \d+ of \d+/);
    for (const rarity of raritiesOf(rarityTable)) expect(section("rarity")).toContain(sayAsked(rarity));
    expect(section("rarity")).toContain("b694d17");
  });
});

describe("the page", () => {
  test("lists its own sections, by addresses that are there", () => {
    const listed = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(listed.length).toBeGreaterThan(8);
    for (const id of listed) expect(html).toContain(` id="${id}"`);
  });

  test("cites every source in full, and none by the same name as another", () => {
    const { rules: _own, ...others } = sources;
    for (const { cite } of Object.values(others)) expect(section("sources")).toContain(cite);
    const names = new Map([...html.matchAll(/href="#(source-[^"]+)">([^<]+)</g)].map(([, id = "", name = ""]) => [id, name]));
    expect(new Set(names.values()).size).toBe(names.size);
  });

  test("leads out without saying from where, fetches nothing and needs no style of its own", () => {
    const out = [...html.matchAll(/<a [^>]*href="https:[^>]*>/g)].map(([tag]) => tag);
    expect(out.length).toBeGreaterThan(40);
    expect(out.filter((tag) => !tag.includes('rel="noreferrer"'))).toEqual([]);
    expect(html).not.toMatch(/ style="|<img|<iframe|<script|href="http:/);
  });

  test("has every resource that the source document names, and every hazard", () => {
    const resourcesHtml = /<section id="resources".*?<\/section>/s.exec(html)?.[0] ?? "";
    const named = ["gtr/conditions/C1846009", "NBK190103", "omim.org/entry/614732", "85173", "diseases/12312", "mngadrins.pdf", "diagnostictests", "drugtherapy", "geneticcounseling", "palliativecare", "surgeryandrehabilitation", "002219", "9429", "001500", "adrenalglanddisorders", "bonediseases", "nichd.nih.gov", "kidshealth.org", "card/image_syndrome", "card/intrauterine_growth", "magicfoundation", "nadf.us", "pubmed.ncbi.nlm.nih.gov/?term=", "22634751", "21108398", "15769992", "12065932", "14760276", "16835919", "10599684"];
    for (const part of named) expect(resourcesHtml, part).toContain(part);
    for (const { hazard } of hazards) expect(text).toContain(hazard);
  });
});
