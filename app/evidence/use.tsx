import { Fragment } from "react";
import type { Source } from "@/lib/screening/sources";
import { CitedAll } from "./cited";
import { Marked } from "./marked";
import { pageWords } from "./wording";

const { use, condition, inherits } = pageWords;

/** What the program is for, for whom, and what it is not. */
export function Use() {
  return (
    <div className="pair">
      {[use.is, use.isNot].map(({ title, all }) => (
        <div key={title}>
          <h3>{title}</h3>
          <ul>{all.map((one) => <li key={one}>{one}</li>)}</ul>
        </div>
      ))}
    </div>
  );
}

/** What each sentence of the condition rests on, in their order. */
const says: Record<keyof typeof condition, readonly (readonly Source[])[]> = {
  names: [["medlineplus"]],
  gene: [["arboleda-2012", "genereviews"], ["binder-2020", "case-rep-genet-2019"]],
  inheritance: [["medlineplus", "arboleda-2012"]],
  secondForm: [["logan-2018"]],
  often: [["medlineplus"], ["genereviews"], ["medlineplus"]],
  shows: [["genereviews"], ["buonocore-2021"]],
};
const inheritedSays: readonly Source[] = ["genereviews", "hamajima-2013"];

/** Names, gene, inheritance and how often, each with its source. */
export function Condition() {
  return (
    <dl className="told">
      {(Object.keys(says) as (keyof typeof says)[]).map((part) => (
        <Fragment key={part}>
          <dt>{condition[part].term}</dt>
          <dd>
            {condition[part].says.map((sentence, at) => <Fragment key={sentence}>{at > 0 && " "}<Marked text={sentence} /> <CitedAll of={says[part][at] ?? []} /></Fragment>)}
            {part === "inheritance" && <ul>{inherits.map((sentence, at) => <Inherited key={sentence} sentence={sentence} source={inheritedSays[at]} />)}</ul>}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** What follows by itself rests on no source. */
function Inherited({ sentence, source }: { sentence: string; source: Source | undefined }) {
  return <li>{sentence}{source && <> <CitedAll of={[source]} /></>}</li>;
}
