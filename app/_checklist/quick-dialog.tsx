"use client";
import { useLayoutEffect, useRef } from "react";
import { quickActs, quickWords } from "@/lib/screening/quick-wording";
import { locale } from "@/app/locale";
import { listen, quickKeys } from "./quick-keys";

const words = quickWords(locale);

/** Quick keys while they are on, and all of them in a dialog. */
export function Keys({ form, off }: { form: HTMLFormElement; off: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  // With the dialog itself: after the next paint a first key would be lost on a busy machine.
  useLayoutEffect(() => listen(form, () => dialog.current?.showModal()), [form]);
  return (
    <dialog ref={dialog} className="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">{words.title}</h2>
      <p className="about">{words.about}</p>
      {/* Above the keys: the dialog begins where the focus is. */}
      <p className="buttons">
        <button type="button" onClick={() => dialog.current?.close()}>{words.close}</button>
        <button type="button" className="plain" onClick={() => { dialog.current?.close(); off(); }}>{words.switchOff}</button>
      </p>
      <div className="groups">
        {(Object.keys(quickActs) as (keyof typeof quickActs)[]).map((group) => (
          <section key={group}>
            <h3>{words.groups[group]}</h3>
            <dl>
              {quickActs[group].map((act) => (
                <div key={act}>
                  <dt>{quickKeys[act].map((key) => <kbd key={key}>{words.keys[key] ?? (key.length === 1 ? key.toUpperCase() : key)}</kbd>)}</dt>
                  <dd>{words.acts[act]}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
