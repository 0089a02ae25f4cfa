"use client";
import { useId, useRef, useState } from "react";
import { eraseReasons } from "@/lib/screening/verdict";
import { reviewWords } from "@/lib/screening/review-wording";
import { Trouble } from "./form";
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
  const { eraseReasons: names } = reviewWords("en");
  return (
    <>
      <button type="button" className="plain" onClick={() => dialog.current?.showModal()}>Erase</button>
      <dialog ref={dialog} aria-labelledby={id} onClose={close}>
        <h2 id={id}>{again ? `Erase ${code} for good?` : `Erase ${code}?`}</h2>
        {again ? (
          <p>This is the last question: nobody can bring it back, from here or from the server. Backups made before keep it until they are gone.</p>
        ) : (
          <>
            <p>The screening and its reviews are gone for every member of the site. The audit keeps its code, who erased it and why; a follow-up keeps the code of what it followed.</p>
            <label className="field">Why<select value={reason} onChange={(event) => setReason(event.currentTarget.value)}><option value="">Choose a reason</option>{eraseReasons.map((one) => <option key={one} value={one}>{names[one]}</option>)}</select></label>
          </>
        )}
        <div role="alert">{refusal && <Trouble refusal={refusal} />}</div>
        <p className="buttons">
          <button type="button" className="plain" onClick={() => dialog.current?.close()}>Cancel</button>
          {again ? <button type="button" onClick={() => void erase()}>Erase for good</button> : <button type="button" disabled={reason === ""} onClick={() => setAgain(true)}>Go on</button>}
        </p>
      </dialog>
    </>
  );
}
