"use client";
import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Child } from "@/lib/family/inheritance";
import type { Family, Relation } from "@/lib/family/pedigree";
import type { Sex } from "@/lib/screening/bands";
import { locale } from "@/app/locale";
import { childOf } from "@/lib/screening/family-child";
import { familyWords } from "@/lib/screening/family-wording";
import { Adding, Parents, Relatives } from "./family-editor";
import { familyIn, MOST_ADDED, toldOf, untold, withAdded } from "./family-field";
import { numberOf } from "./family-layout";
import { fetchReader } from "./family-rules";
import { TellFamily } from "./family-telling";
import { familyPartWords as said } from "./family-wording";
import { fieldOf, readDraft, writeFields } from "./form-draft";

/** `sex`: as recorded, which is drawn; `child`: as the rules read it. */
type Asked = { sex: Sex; child: Child };
const unasked: Asked = { sex: "unknown", child: { sex: "unknown" } };

function askedIn(form: HTMLFormElement): Asked {
  const draft = readDraft(form, "");
  return { sex: draft.sex, child: childOf(draft) };
}

/** The family: who is affected and who carries the variant; drawn, said in words, and read by the rules of inheritance. */
export function FamilyBlock({ form }: { form: HTMLFormElement }) {
  const [family, setFamily] = useState(() => familyIn(fieldOf(form, "family")));
  const [news, setNews] = useState("");
  const { block, focusOn } = useFocus(family);
  const write = useField(form, setFamily);
  const asked = useForm(form, () => {
    setFamily(untold);
    setNews("");
  });
  const change = (now: Family, done = "") => {
    const told = toldOf(now);
    setFamily(now);
    setNews(done);
    write(told ? JSON.stringify(told) : "");
  };
  const add = (relation: Relation) => {
    if (family.relatives.length >= untold.relatives.length + MOST_ADDED) return setNews(said.full(untold.relatives.length + MOST_ADDED));
    const added = withAdded(family, relation);
    focusOn(`[data-at="${added.at}"] select`);
    change(added.family, said.added(nameOf(added.family, added.at)));
  };
  const remove = (at: number) => {
    const relatives = family.relatives.filter((_, index) => index !== at);
    const next = Math.min(at, relatives.length - 1);
    // Whoever removes one may want to remove the next; where nobody is left, to add somebody.
    focusOn(next < untold.relatives.length ? ".adding > button" : `[data-at="${next}"] button`);
    change({ ...family, relatives }, said.removed(nameOf(family, at)));
  };
  return (
    <div className="family" ref={block}>
      <p className="sub">{said.about}</p>
      <Parents family={family} change={change} />
      <Relatives family={family} change={change} remove={remove} />
      <Adding add={add} />
      <p className="news" role="status">{news}</p>
      <Read family={family} asked={asked} />
    </div>
  );
}

/** As the line and the drawing call a relative: with the number, two of a kind are told apart. */
function nameOf(family: Family, at: number): string {
  const relative = family.relatives[at];
  return relative ? `${familyWords(locale).relations[relative.relation]} ${numberOf(family, relative)}` : "";
}

type Reader = Awaited<ReturnType<typeof fetchReader>>;

/**
 * The drawing follows at once; a large family takes the rules a moment, for which no key press waits. The rules are fetched
 * with the first thing that is told, as for the comparison, which shares them.
 */
function Read({ family, asked }: { family: Family; asked: Asked }) {
  const [reader, setReader] = useState<Reader | null>(null);
  const now = useMemo(() => ({ told: toldOf(family), child: asked.child }), [family, asked.child]);
  const { told, child } = useDeferredValue(now);
  const reading = useMemo(() => told && reader && reader.readFamily(told, child), [told, child, reader]);
  useEffect(() => {
    // What cannot be fetched now is fetched with the next change.
    if (told && !reader) fetchReader().then(setReader, () => undefined);
  }, [told, reader]);
  const { modes, verdicts } = familyWords(locale);
  return (
    <>
      <p className="unseen" role="status">{reading?.modes.map(({ mode, verdict }) => `${modes[mode]}: ${verdicts[verdict]}`).join(". ")}</p>
      <TellFamily family={family} sex={asked.sex}>{reader && reading && <reader.Reading reading={reading} />}</TellFamily>
    </>
  );
}

/** The child as the form has it now; what to do when somebody starts over. */
function useForm(form: HTMLFormElement, emptied: () => void): Asked {
  const [asked, setAsked] = useState(() => askedIn(form));
  const empty = useRef(emptied);
  useLayoutEffect(() => {
    // Most answers change nothing here: the same child stays the same object, and nothing is read anew.
    const changed = () => setAsked((before) => {
      const now = askedIn(form);
      return JSON.stringify(now) === JSON.stringify(before) ? before : now;
    });
    const reset = () => {
      // The fields themselves are emptied only after this event.
      setAsked(unasked);
      empty.current();
    };
    form.addEventListener("change", changed);
    form.addEventListener("reset", reset);
    return () => {
      form.removeEventListener("change", changed);
      form.removeEventListener("reset", reset);
    };
  }, [form]);
  return asked;
}

/** Writes the form's field; what others write there, as from a file, is taken over. */
function useField(form: HTMLFormElement, setFamily: (family: Family) => void): (text: string) => void {
  const written = useRef(fieldOf(form, "family"));
  useLayoutEffect(() => {
    const changed = () => {
      const now = fieldOf(form, "family");
      if (now !== written.current) setFamily(familyIn(now));
      written.current = now;
    };
    form.addEventListener("change", changed);
    return () => form.removeEventListener("change", changed);
  }, [form, setFamily]);
  return (text) => {
    written.current = text;
    writeFields(form, { family: text });
  };
}

/** Moves the focus, once the family stands anew, to where the next key belongs. */
function useFocus(family: Family) {
  const block = useRef<HTMLDivElement>(null);
  const wanted = useRef("");
  useEffect(() => {
    if (wanted.current) block.current?.querySelector<HTMLElement>(wanted.current)?.focus();
    wanted.current = "";
  }, [family]);
  return { block, focusOn: (selector: string) => { wanted.current = selector; } };
}
