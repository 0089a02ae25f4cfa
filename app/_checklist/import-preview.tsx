"use client";
import { useLayoutEffect, useReducer, useState } from "react";
import { locale } from "@/app/locale";
import { importWords } from "@/lib/exchange/import-wording";
import { contexts } from "@/lib/screening/bands";
import type { Part } from "@/lib/screening/checklist";
import { sayIssue, words } from "@/lib/screening/wording";
import { replacedIn } from "./import-reading";
import type { Read } from "./import-reading";
import { compare, contradictionsWith } from "./import-take";
import type { Entry } from "./import-take";

const said = importWords(locale);
const groups = ["child", "I", "M", "A", "Ge", "face", "body", "elsewhere"] as const satisfies (Part | "child")[];
const statuses = ["observed", "excluded"] as const;

type Props = { read: Read; form: HTMLFormElement; taken: (entries: Entry[]) => void; leave: () => void };

/** What a file would fill in, before it does: what is new, what differs from what stands there, and what is left out. */
export function ImportPreview({ read, form, taken, leave }: Props) {
  const [theirs, setTheirs] = useState<readonly string[]>([]);
  useForm(form);
  const { fresh, same, differs } = compare(read.draft, form);
  const chosen = [...fresh, ...differs.filter(({ key }) => theirs.includes(key))];
  const elsewhere = read.elsewhere.observed.length + read.elsewhere.excluded.length + read.others + read.questions;
  const choose = (key: string, is: boolean) => setTheirs([...theirs.filter((one) => one !== key), ...(is ? [key] : [])]);
  return (
    <section aria-label={said.heading(said.formats[read.format])}>
      <h2 tabIndex={-1} data-next>{said.heading(said.formats[read.format])}</h2>
      <p>{said.count(fresh.length, same.length, differs.length, elsewhere)}</p>
      <Mind read={read} entries={chosen} form={form} />
      {differs.length > 0 && <h3>{said.differs}</h3>}
      {differs.map((entry) => <Choice key={entry.key} entry={entry} theirs={theirs.includes(entry.key)} choose={(is) => choose(entry.key, is)} />)}
      {groups.map((group) => <Group key={group} group={group} entries={fresh.filter((entry) => entry.group === group)} />)}
      {same.length > 0 && <details><summary>{said.same(same.length)}</summary><Entries entries={same} /></details>}
      <LeftOut read={read} />
      {chosen.length === 0 && differs.length === 0 && <p>{said.nothingToTake}</p>}
      <p className="buttons">
        {(chosen.length > 0 || differs.length > 0) && <button type="button" aria-disabled={chosen.length === 0} onClick={() => chosen.length > 0 && taken(chosen)}>{said.take(chosen.length)}</button>}
        <button type="button" className="plain" onClick={leave}>{said.leave}</button>
      </p>
    </section>
  );
}

/** Renders again when the form changes, for what stands there is compared with. */
function useForm(form: HTMLFormElement): void {
  const [, again] = useReducer((round: number) => round + 1, 0);
  useLayoutEffect(() => {
    form.addEventListener("change", again);
    return () => form.removeEventListener("change", again);
  }, [form]);
}

function Group({ group, entries }: { group: Part | "child"; entries: Entry[] }) {
  if (entries.length === 0) return null;
  const title = group === "child" ? said.childGroup : `${group.length < 3 ? `${group} ` : ""}${words(locale).parts[group].title}`;
  return <><h3>{title}</h3><Entries entries={entries} /></>;
}

function Entries({ entries }: { entries: Entry[] }) {
  return (
    <ul className="findings">
      {entries.map(({ key, name, hpo, theirs, fields }) => (
        <li key={key} data-entry={key}><span>{name} {hpo && <span className="hp">{hpo}</span>}</span><b className={Object.values(fields)[0] === "excluded" ? "excluded" : "observed"}>{theirs}</b></li>
      ))}
    </ul>
  );
}

/** The radios belong to no form: what is chosen here is no part of the draft. */
function Choice({ entry: { key, name, hpo, mine, theirs: file }, theirs, choose }: { entry: Entry; theirs: boolean; choose: (theirs: boolean) => void }) {
  const option = (is: boolean, label: string) => <label><input type="radio" form="nowhere" name={`import ${key}`} checked={theirs === is} onChange={() => choose(is)} /> {label}</label>;
  return (
    <fieldset data-entry={key}>
      <legend>{name} {hpo && <span className="hp">{hpo}</span>}</legend>
      {option(false, said.mine(mine ?? ""))}
      {option(true, said.theirs(file))}
    </fieldset>
  );
}

/** What a reader of the file must know: what its terms were read as, and what would not stand together. */
function Mind({ read: { issues }, entries, form }: { read: Read; entries: Entry[]; form: HTMLFormElement }) {
  const replaced = replacedIn(issues);
  const { features, join } = words(locale);
  const sentences = issues.filter(({ code }) => code !== "obsolete-term").map((issue) => `${sayIssue(issue, locale).what} ${sayIssue(issue, locale).todo}`);
  const wrong = contradictionsWith(entries, form).map((issue) => said.together(sayIssue(issue, locale).what));
  return (
    <>
      {wrong.length > 0 && <ul className="notice" role="alert">{wrong.map((one) => <li key={one}>{one}</li>)}</ul>}
      {sentences.length > 0 && <><h3>{said.mind}</h3><ul>{sentences.map((one) => <li key={one}>{one}</li>)}</ul></>}
      {replaced.length > 0 && <><h3>{said.replaced}</h3><ul>{replaced.map(({ old, now, features: ours }) => <li key={old}>{said.replacedBy(old, now, join(ours.map((feature) => features[feature])))}</li>)}</ul></>}
    </>
  );
}

function LeftOut({ read: { draft: { context }, elsewhere, others, questions } }: { read: Read }) {
  const denied = contexts.filter((part) => context?.[part] === false).map((part) => words(locale).contexts[part]);
  const lines = [
    ...statuses.flatMap((status) => (elsewhere[status].length > 0 ? [said.terms(status, elsewhere[status].join(", "))] : [])),
    ...(others > 0 ? [said.others(others)] : []),
    ...(questions > 0 ? [said.questions(questions)] : []),
    ...(denied.length > 0 ? [said.denied(denied.join(", "))] : []),
  ];
  return lines.length > 0 && <><h3>{said.elsewhere}</h3><ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul></>;
}
