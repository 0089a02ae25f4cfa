import { Fragment } from "react";
import type { Json } from "@/app/api/v1/_openapi/document";
import { nameOf, sayType } from "./said";
import { programsWords } from "./wording";

/** Text of the document, where what is typed as it stands is between backticks. */
export function Written({ text }: { text: string }) {
  return text.split("`").map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : <Fragment key={at}>{part}</Fragment>));
}

/** What a value may be; a shape leads to its own description, a long list stands folded. */
export function Type({ schema }: { schema: Json }) {
  const name = nameOf(schema);
  if (name !== null) return <Shape name={name} />;
  const { text, all } = sayType(schema);
  return (
    <>
      {text}
      {all && <details><summary>{programsWords.which}</summary><span className="all">{all.join(", ")}</span></details>}
    </>
  );
}

/** A link to the description of a shape. */
export function Shape({ name }: { name: string }) {
  return <a href={`#shape-${name}`}>{name}</a>;
}
