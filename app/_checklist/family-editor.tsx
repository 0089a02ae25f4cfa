import { useId } from "react";
import { locale } from "@/app/locale";
import type { Family, Relation, Relative } from "@/lib/family/pedigree";
import { familyWords } from "@/lib/screening/family-wording";
import { addable } from "./family-field";
import { numberOf } from "./family-layout";
import { familyPartWords } from "./family-wording";

const { relations: names } = familyWords(locale);
const { add: sayAdd, addNamed, addOne, ask, from, known, remove: sayRemove, tested } = familyPartWords;

type Editing = { family: Family; change: (family: Family) => void };

/** What is asked of both parents together. */
export function Parents({ family, change }: Editing) {
  return (
    <div className="child">
      <Choice label={ask.transmittedBy} value={family.transmittedBy} names={from} choose={(transmittedBy) => change({ ...family, transmittedBy })} />
      <Choice label={ask.consanguinity} value={family.consanguinity} names={known} choose={(consanguinity) => change({ ...family, consanguinity })} />
    </div>
  );
}

/** A line for each relative, with the number that the drawing gives them. */
export function Relatives({ family, change, remove }: Editing & { remove: (at: number) => void }) {
  return family.relatives.map((relative, at) => (
    <One
      key={at} at={at} relative={relative} number={numberOf(family, relative)}
      change={(now) => change({ ...family, relatives: family.relatives.with(at, now) })}
      remove={addable.includes(relative.relation) ? () => remove(at) : undefined}
    />
  ));
}

type OneOf = { at: number; relative: Relative; number: string; change: (relative: Relative) => void; remove: (() => void) | undefined };

function One({ at, relative, number, change, remove }: OneOf) {
  const id = useId();
  const name = names[relative.relation];
  return (
    <div className="relative" role="group" aria-labelledby={id} data-at={at} data-relative={relative.relation}>
      <span id={id}>{name} <span className="hp">{number}</span></span>
      <Choice label={ask.affected} value={relative.affected} names={known} choose={(affected) => change({ ...relative, affected })} />
      <Choice label={ask.carrier} value={relative.carrier} names={tested} choose={(carrier) => change({ ...relative, carrier })} />
      {remove && <button type="button" className="plain" aria-label={sayRemove(name, number)} onClick={remove}>×</button>}
    </div>
  );
}

/** A button for everybody of whom a child can have more than one. */
export function Adding({ add }: { add: (relation: Relation) => void }) {
  return (
    <div className="adding" role="group" aria-label={addOne}>
      <span aria-hidden="true">{sayAdd}</span>
      {addable.map((relation) => <button key={relation} type="button" className="plain" aria-label={addNamed(names[relation])} onClick={() => add(relation)}>{names[relation]}</button>)}
    </div>
  );
}

type Choosing<Value extends string> = { label: string; value: Value | undefined; names: Record<Value | "", string>; choose: (value: Value | undefined) => void };

/** Without a name: it is neither kept with the form nor sent; the field `family` is. */
function Choice<Value extends string>({ label, value, names: options, choose }: Choosing<Value>) {
  return (
    <label>
      {label}
      <select value={value ?? ""} onChange={({ target }) => choose((target.value || undefined) as Value | undefined)}>
        {Object.entries<string>(options).map(([option, name]) => <option key={option} value={option}>{name}</option>)}
      </select>
    </label>
  );
}
