"use client";
import { useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Trouble } from "./form";
import { formWords } from "./form-wording";
import type { Refusal, Sent } from "./post";

type Props = { button: ReactNode; title: string; yes: string; act: () => Promise<Sent<unknown>>; done: () => void; sentences?: Record<string, string>; children: ReactNode };

/** Asks before what cannot be taken back, in the browser's own dialog. Cancel comes first and has the focus. */
export function Confirm({ button, title, yes, act, done, sentences, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const go = async () => {
    const sent = await act();
    if ("body" in sent) done();
    else setRefusal(sent.refusal);
  };
  return (
    <>
      <button type="button" className="plain" onClick={() => dialog.current?.showModal()}>{button}</button>
      <dialog ref={dialog} aria-labelledby={id} onClose={() => setRefusal(null)}>
        <h2 id={id}>{title}</h2>
        {children}
        <div role="alert">{refusal && <Trouble refusal={refusal} sentences={sentences} />}</div>
        <p className="buttons">
          <button type="button" className="plain" onClick={() => dialog.current?.close()}>{formWords.cancel}</button>
          <button type="button" onClick={() => void go()}>{yes}</button>
        </p>
      </dialog>
    </>
  );
}
