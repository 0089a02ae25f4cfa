import type { FamilyReading } from "@/lib/family/inheritance";
import type { Family, Relative } from "@/lib/family/pedigree";
import type { Sex } from "@/lib/screening/bands";
import { sayParents, sayRelative } from "@/lib/screening/family-wording";
import { addable } from "./family-field";
import { layOut } from "./family-layout";
import { Pedigree } from "./family-pedigree";
import { Reading } from "./family-reading";

const locale = "en";

/** `reading`: null where nothing is said that could be read. */
type Telling = { family: Family; sex: Sex; reading: FamilyReading | null };

/** The family of a saved screening: drawn, in words, and as it was read. */
export function FamilyTold({ family, sex, reading }: Telling) {
  return (
    <section className="family" aria-labelledby="family">
      <h2 id="family">Family</h2>
      <TellFamily family={family} sex={sex} reading={reading} />
    </section>
  );
}

/** The drawing, the same in words, and what the rules of inheritance make of it. */
export function TellFamily({ family, sex, reading }: Telling) {
  const { people } = layOut(family);
  return (
    <div className="telling">
      <Pedigree family={family} sex={sex} />
      <ul className="told">
        {people.map(({ number, said }) => said && tells(said) && <li key={number}><span className="hp">{number}</span>{sayRelative(said, locale)}</li>)}
        {sayParents(family, locale).map((sentence) => <li key={sentence}>{sentence}</li>)}
      </ul>
      {reading && <Reading reading={reading} />}
    </div>
  );
}

/** A parent or grandparent of whom nothing is said has no sentence. */
const tells = ({ relation, affected, carrier }: Relative) => addable.includes(relation) || affected || carrier;
