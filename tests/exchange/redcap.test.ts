import { describe, expect, test } from "vitest";
import { redcapColumns, redcapDictionary, redcapName } from "@/lib/exchange/redcap";
import { exchangeWords } from "@/lib/exchange/wording";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { Row } from "@/lib/screening/checklist";
import { readCsv } from "./csv-reader";

/** As REDCap's own template names and orders them; an upload with any other head is refused. */
const official = [
  "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label", "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number", "Text Validation Min",
  "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)", "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?", "Field Annotation",
];
const choiceTypes = ["radio", "dropdown"];

/** What REDCap checks of an upload, as far as its manual tells; each fault as a sentence. */
function faultsOf(csv: string): string[] {
  const [head = [], ...lines] = readCsv(csv);
  const faults: string[] = [];
  if (head.join("|") !== official.join("|")) faults.push("the head is not REDCap's");
  const names = lines.map(([name = ""]) => name);
  for (const [at, name] of names.entries()) {
    if (!/^[a-z](?:_?[a-z0-9])*$/.test(name)) faults.push(`${name}: a variable has lower-case letters, digits and single underscores, and begins with a letter`);
    if (name.length > 26) faults.push(`${name}: longer than 26`);
    if (names.indexOf(name) !== at) faults.push(`${name}: twice`);
  }
  for (const line of lines) {
    const [name = "", form = "", , type = "", label = "", choices = "", , validation = "", min = "", max = "", , branching = "", , , , , , annotation = ""] = line;
    if (line.length !== official.length) faults.push(`${name}: ${line.length} columns`);
    if (!/^[a-z][a-z0-9_]*$/.test(form)) faults.push(`${name}: form`);
    if (!["text", ...choiceTypes].includes(type)) faults.push(`${name}: type`);
    if (label === "") faults.push(`${name}: no label`);
    if (choiceTypes.includes(type) === (choices === "")) faults.push(`${name}: choices`);
    const codes = choices === "" ? [] : choices.split(" | ").map((choice) => choice.split(",")[0] ?? "");
    if (codes.some((code) => !/^[A-Za-z0-9_]+$/.test(code)) || new Set(codes).size !== codes.length) faults.push(`${name}: codes of choices`);
    if (!["", "number"].includes(validation) || (validation !== "" && type !== "text")) faults.push(`${name}: validation`);
    if (validation === "" ? min + max !== "" : !(Number(min) < Number(max))) faults.push(`${name}: range`);
    for (const [, variable = ""] of branching.matchAll(/\[([^\]]+)\]/g)) if (!names.includes(variable) || variable === name) faults.push(`${name}: branches on ${variable}`);
    if (annotation.includes("@")) faults.push(`${name}: action tag`);
  }
  return faults;
}

const csv = redcapDictionary();
const [, ...lines] = readCsv(csv);
const lineOf = (name: string) => Object.fromEntries((lines.find(([variable]) => variable === name) ?? []).map((field, at) => [redcapColumns[at], field]));

describe("the data dictionary", () => {
  test("is one that REDCap takes", () => expect(faultsOf(csv)).toEqual([]));

  test("asks for every feature that is ticked, with its HPO id", () => {
    for (const feature of featureIds) {
      const row: Row = checklist[feature];
      const line = lineOf(redcapName(feature));
      if (row.importOnly) expect(line).toEqual({});
      else {
        expect(line).toMatchObject({ "Field Type": "radio", "Choices, Calculations, OR Slider Labels": "observed, Observed | excluded, Excluded" });
        expect(line["Field Note"]).toContain(`${row.hpo.id} ${row.hpo.label}`);
        expect(line["Branching Logic (Show field only if...)"]).toBe(row.malesOnly ? "[sex] <> 'female'" : "");
      }
    }
  });

  test("holds z-scores between their limits", () => {
    for (const name of ["weight_z", "length_z", "head_z"]) expect(lineOf(name)).toMatchObject({ "Text Validation Type OR Show Slider Number": "number", "Text Validation Min": "-9.9", "Text Validation Max": "9.9" });
  });

  test("begins with the code, and each part has one heading", () => {
    expect(lines[0]?.[0]).toBe("screening_code");
    const headings = lines.map(([, , heading]) => heading).filter(Boolean);
    expect(new Set(headings).size).toBe(headings.length);
  });

  test("comes with the warning that it replaces the project's own", () => expect(exchangeWords("en").redcap.warning).toMatch(/replaces the project’s own.*deleted/));
});

describe("the check refuses", () => {
  test.each<[string, (text: string) => string]>([
    ["a head in another order", (text) => text.replace("Form Name,Section Header", "Section Header,Form Name")],
    ["a variable in capitals", (text) => text.replace("\r\nsga,", "\r\nSGA,")],
    ["a variable too long", (text) => text.replace("\r\nsga,", "\r\nsmall_for_gestational_age_at_birth,")],
    ["a variable twice", (text) => text.replace("\r\nsga,", "\r\niugr,")],
    ["a choice code with a dash", (text) => text.replace("very_preterm,", "very-preterm,")],
    ["a branch on a variable that is not there", (text) => text.replace("[sex] <>", "[gender] <>")],
    ["a range the wrong way", (text) => text.replace("number,-9.9,9.9", "number,9.9,-9.9")],
    ["a choice field without choices", (text) => text.replace('"yes, Yes | no, No"', "")],
    ["a column missing", (text) => text.replace("\r\nshock,", "\r\n")],
  ])("%s", (_name, spoil) => {
    const spoilt = spoil(csv);
    expect(spoilt).not.toBe(csv);
    expect(faultsOf(spoilt)).not.toEqual([]);
  });
});
