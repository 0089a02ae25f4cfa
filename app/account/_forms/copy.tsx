"use client";
import { useState } from "react";

/** Copies a text; where the browser forbids that it says so, and the text stays to be marked by hand. */
export function Copy({ text }: { text: string }) {
  const [said, setSaid] = useState("");
  const copy = () => navigator.clipboard.writeText(text).then(() => setSaid("Copied."), () => setSaid("Not copied: mark the text and copy it."));
  return (
    <>
      <button type="button" onClick={() => void Promise.resolve().then(copy).catch(() => setSaid("Not copied: mark the text and copy it."))}>Copy</button>
      <span role="status">{said}</span>
    </>
  );
}
