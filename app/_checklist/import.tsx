"use client";
import { useEffect, useRef, useState } from "react";
import { locale } from "@/app/locale";
import { importWords } from "@/lib/exchange/import-wording";
import type { Trouble } from "@/lib/exchange/import-wording";
import { words } from "@/lib/screening/wording";
import { childrenIn } from "./import-file";
import type { Given } from "./import-file";
import { ImportPreview } from "./import-preview";
import { readChild } from "./import-reading";
import type { Read, Refusal } from "./import-reading";
import { take } from "./import-take";
import type { Entry } from "./import-take";
import "./import.css";

const said = importWords(locale);
/** So many of a file are looked into and offered. */
const OFFERED = 200;

type State =
  | { step: "ask" | "reading" | "undone" }
  | { step: "trouble"; trouble: Trouble }
  | { step: "offered"; found: (Read | Refusal)[]; count: number; at: number }
  | { step: "taken"; count: number; undo: () => void };

async function stateFor(given: Given): Promise<State> {
  const file = await childrenIn(given);
  if ("trouble" in file) return { step: "trouble", ...file };
  try {
    const found = await Promise.all(file.children.slice(0, OFFERED).map(readChild));
    return { step: "offered", found, count: file.children.length, at: Math.max(0, found.findIndex((one) => "draft" in one)) };
  } catch {
    // The reader of FHIR is fetched on demand.
    return { step: "trouble", trouble: "no-reader" };
  }
}

/** Reads a file in the browser, shows what it would fill in, and fills that in when it is told to. */
export function Import({ form, given }: { form: HTMLFormElement; given: { what: Given } | null }) {
  const [state, setState] = useState<State>({ step: "ask" });
  const block = useRef<HTMLDivElement>(null);
  const read = (what: Given) => {
    setState({ step: "reading" });
    void stateFor(what).then(setState);
  };
  useEffect(() => {
    if (given) void stateFor(given.what).then(setState);
  }, [given]);
  useEffect(() => {
    const empty = () => setState({ step: "ask" });
    form.addEventListener("reset", empty);
    return () => form.removeEventListener("reset", empty);
  }, [form]);
  useEffect(() => {
    // What there is to be read or pressed next has the focus; whoever unfolds this part stays where they are.
    if (state.step !== "ask" && state.step !== "reading") block.current?.querySelector<HTMLElement>("[data-next]")?.focus();
  }, [state]);
  const taken = (entries: Entry[]) => setState({ step: "taken", count: entries.length, undo: take(form, entries) });
  const undo = (back: () => void) => {
    back();
    setState({ step: "undone" });
  };
  const asks = ["ask", "reading", "trouble", "undone"].includes(state.step);
  return (
    <div className="import" ref={block}>
      {asks && <Ask give={read} />}
      <div role="status">{state.step === "reading" && said.reading}</div>
      {state.step === "trouble" && <p className="notice" role="alert" tabIndex={-1} data-next>{said.troubles[state.trouble]}</p>}
      {state.step === "undone" && <p className="notice" tabIndex={-1} data-next>{said.undone}</p>}
      {state.step === "offered" && <Offered {...state} form={form} choose={(at) => setState({ ...state, at })} taken={taken} leave={() => setState({ step: "ask" })} />}
      {state.step === "taken" && <Taken count={state.count} undo={() => undo(state.undo)} another={() => setState({ step: "ask" })} />}
    </div>
  );
}

/** The fields have no name: what is in them is no part of the draft. */
function Ask({ give }: { give: (what: Given) => void }) {
  const text = useRef<HTMLTextAreaElement>(null);
  const choose = ({ currentTarget: input }: React.ChangeEvent<HTMLInputElement>) => {
    if (input.files?.length) give([...input.files]);
    // The same file may be chosen again after it was corrected.
    input.value = "";
  };
  return (
    <>
      <p className="sub">{said.intro} {said.stays}</p>
      <label>{said.file}<input type="file" accept=".json,.ndjson,.jsonl,application/json,application/fhir+json" multiple onChange={choose} /></label>
      <label>{said.paste}<textarea ref={text} rows={3} spellCheck={false} autoComplete="off" /></label>
      <button type="button" className="plain" onClick={() => give(text.current?.value ?? "")}>{said.read}</button>
    </>
  );
}

type OfferedProps = { form: HTMLFormElement; found: (Read | Refusal)[]; count: number; at: number; choose: (at: number) => void; taken: (entries: Entry[]) => void; leave: () => void };

/** The children of a file, told apart by number, sex and age, never by what names them there. */
function Offered({ form, found, count, at, choose, taken, leave }: OfferedProps) {
  const { sexes, ages } = words(locale);
  const one = found[at];
  const name = (child: Read | Refusal, number: number) => ("draft" in child ? said.child(number, sexes[child.draft.sex], ages[child.draft.age], Object.keys(child.draft.findings).length) : said.unreadable(number));
  return (
    <>
      {count > 1 && (
        <label>{said.several(count, found.length)} {said.which}
          <select value={at} onChange={(event) => choose(Number(event.target.value))} data-next>{found.map((child, index) => <option key={index} value={index}>{name(child, index + 1)}</option>)}</select>
        </label>
      )}
      {one && "draft" in one && <ImportPreview key={at} read={one} form={form} taken={taken} leave={leave} />}
      {one && "refused" in one && (
        <div className="notice" role="alert" tabIndex={-1} data-next>
          <p>{said.refused}</p>
          <ul>{one.refused.map((reason) => <li key={reason}>{reason}</li>)}</ul>
          <p>{said.todo}</p>
          <button type="button" className="plain" onClick={leave}>{said.another}</button>
        </div>
      )}
    </>
  );
}

function Taken({ count, undo, another }: { count: number; undo: () => void; another: () => void }) {
  return (
    <div className="notice" tabIndex={-1} data-next>
      <p>{said.taken(count)}</p>
      <p className="buttons">
        <button type="button" className="plain" onClick={undo}>{said.undo}</button>
        <button type="button" className="plain" onClick={another}>{said.another}</button>
      </p>
    </div>
  );
}
