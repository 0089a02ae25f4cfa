import type { ReactNode } from "react";
import { locale } from "@/app/locale";
import type { Family, Relative } from "@/lib/family/pedigree";
import type { Sex } from "@/lib/screening/bands";
import { sayParents, sayRelative } from "@/lib/screening/family-wording";
import { addable } from "./family-field";
import { layOut } from "./family-layout";
import { Pedigree } from "./family-pedigree";

/** The drawing, the same in words, and, as children, what the rules of inheritance make of it. */
export function TellFamily({ family, sex, children }: { family: Family; sex: Sex; children: ReactNode }) {
  const { people } = layOut(family);
  return (
    <div className="telling">
      <Pedigree family={family} sex={sex} />
      <ul className="told">
        {people.map(({ number, said }) => said && tells(said) && <li key={number}><span className="hp">{number}</span>{sayRelative(said, locale)}</li>)}
        {sayParents(family, locale).map((sentence) => <li key={sentence}>{sentence}</li>)}
      </ul>
      {children}
    </div>
  );
}

/** A parent or grandparent of whom nothing is said has no sentence. */
const tells = ({ relation, affected, carrier }: Relative) => addable.includes(relation) || affected || carrier;
