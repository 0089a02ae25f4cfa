"use client";
import { useEffect, useId, useRef } from "react";
import { adminWords } from "./admin-wording";
import { Copy } from "./copy";
import { formWords } from "./form-wording";

const { handed: told } = adminWords;

/** A link as it is shown, once, to the admin who hands it over. */
export type Handed = { link: string; name: string; lasts: string };

/** Shows a one-time link and says how to hand it over; the list is loaded again afterwards. */
export function OneTimeLink({ link, name, lasts }: Handed) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={() => location.reload()}>
      <h2 id={id}>{told.title(name)}</h2>
      <p>{told.about(name, lasts)}</p>
      <p><code className="key">{link}</code></p>
      <div className="buttons">
        <Copy text={link} />
        <button type="button" className="plain" onClick={() => dialog.current?.close()}>{formWords.done}</button>
      </div>
    </dialog>
  );
}
