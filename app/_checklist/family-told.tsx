import type { FamilyReading } from "@/lib/family/inheritance";
import type { Family } from "@/lib/family/pedigree";
import type { Sex } from "@/lib/screening/bands";
import { Reading } from "./family-reading";
import { TellFamily } from "./family-telling";
import { familyPartWords } from "./family-wording";

/** The family of a saved screening: drawn, in words, and as it was read. `reading`: null where nothing was said that could be read. */
export function FamilyTold({ family, sex, reading }: { family: Family; sex: Sex; reading: FamilyReading | null }) {
  return (
    <section className="family" aria-labelledby="family">
      <h2 id="family">{familyPartWords.title}</h2>
      <TellFamily family={family} sex={sex}>{reading && <Reading reading={reading} />}</TellFamily>
    </section>
  );
}
