import { Fragment } from "react";

/** A sentence in which the names of genes stand between asterisks. */
export function Marked({ text }: { text: string }) {
  return text.split("*").map((part, at) => (at % 2 === 1 ? <i key={at}>{part}</i> : <Fragment key={at}>{part}</Fragment>));
}
