"use client";
import { useId, useRef, useState } from "react";
import { eraseReasons } from "@/lib/screening/verdict";
import { reviewWords } from "@/lib/screening/review-wording";
import { locale } from "@/app/locale";
import { eraseWords } from "./erase-wording";
import { Trouble } from "./form";
import { formWords } from "./form-wording";
import { send } from "./post";
import type { Refusal } from "./post";

/** Erases a screening: asked why, and asked again. Cancel comes first and has the focus. */
export function Erase({ code }: { code: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [reason, setReason] = useState("");
  const [again, setAgain] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const close = () => {
    setAgain(false);
    setReason("");
    setRefusal(null);
  };
  const erase = async () => {
    const sent = await send("DELETE", `/api/v1/screenings/${code}`, { reason });
    if ("body" in sent) location.replace("/screenings");
    else setRefusal(sent.refusal);
  };
  const { eraseReasons: names } = reviewWords(locale);
  const told = eraseWords;
  return (
    <>
      <button type="button" className="plain" onClick={() => dialog.current?.showModal()}>{told.button}</button>
      <dialog ref={dialog} aria-labelledby={id} onClose={close}>
        <h2 id={id}>{again ? told.askAgain(code) : told.ask(code)}</h2>
        {again ? (
          <p>{told.last}</p>
        ) : (
          <>
            <p>{told.about}</p>
            <label className="field">{told.why}<select value={reason} onChange={(event) => setReason(event.currentTarget.value)}><option value="">{told.choose}</option>{eraseReasons.map((one) => <option key={one} value={one}>{names[one]}</option>)}</select></label>
          </>
        )}
        <div role="alert">{refusal && <Trouble refusal={refusal} />}</div>
        <p className="buttons">
          <button type="button" className="plain" onClick={() => dialog.current?.close()}>{formWords.cancel}</button>
          {again ? <button type="button" onClick={() => void erase()}>{told.forGood}</button> : <button type="button" disabled={reason === ""} onClick={() => setAgain(true)}>{told.goOn}</button>}
        </p>
      </dialog>
    </>
  );
}
