"use client";
import { useState } from "react";
import { formWords } from "./form-wording";

const { button, copied, not } = formWords.copy;

/** Copies a text; where the browser forbids that it says so, and the text stays to be marked by hand. */
export function Copy({ text }: { text: string }) {
  const [said, setSaid] = useState("");
  const copy = () => navigator.clipboard.writeText(text).then(() => setSaid(copied), () => setSaid(not));
  return (
    <>
      <button type="button" onClick={() => void Promise.resolve().then(copy).catch(() => setSaid(not))}>{button}</button>
      <span role="status">{said}</span>
    </>
  );
}
