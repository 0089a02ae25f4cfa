import { readFamily } from "@/lib/family/inheritance";
import type { FamilyReading, Mode } from "@/lib/family/inheritance";
import type { Copy } from "@/lib/family/origin";
import type { ChildSex, Family, Relation, Relative } from "@/lib/family/pedigree";

/** "maternal-uncle affected", "mother well carrier": a relative in one line. */
export function family(lines: string[], more: Omit<Family, "relatives"> = {}): Family {
  const relatives = lines.map((line): Relative => {
    const [relation, ...said] = line.split(" ");
    const affected = said.includes("affected") ? "yes" : said.includes("well") ? "no" : undefined;
    const carrier = said.includes("carrier") ? "yes" : said.includes("negative") ? "no" : undefined;
    return { relation: relation as Relation, ...(affected && { affected }), ...(carrier && { carrier }) };
  });
  return { ...more, relatives };
}

type More = Omit<Family, "relatives"> & { copy?: Copy };
export const read = (lines: string[], { copy, ...more }: More = {}, sex: ChildSex = "male") => readFamily(family(lines, more), { sex, ...(copy && { copy }) });
export const verdicts = ({ modes: all }: FamilyReading) => Object.fromEntries(all.map(({ mode, verdict }) => [mode, verdict])) as Record<Mode, string>;
export const codes = (reading: FamilyReading, mode: Mode) => reading.modes.find((one) => one.mode === mode)?.reasons.map(({ code, relatives }) => [code, ...relatives].join(" ")) ?? [];
export const said = (reasons: FamilyReading["origin"]) => reasons.map(({ code }) => code);
