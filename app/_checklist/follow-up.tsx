"use client";
import { useEffect, useRef, useState } from "react";
import type { Draft } from "@/lib/screening/assess";
import type { FollowUpWords } from "./follow-up-wording";
import { FOLLOWS, readDraft, score, variantFields, writeFields } from "./form-draft";

type State = "loading" | "other-draft" | "lost" | "gone" | "done";

/**
 * Begins a screening of the same child from an earlier one of it. What stands on the form already is asked about first; the
 * earlier screening itself is never altered.
 */
export function FollowUp({ code, said }: { code: string; said: FollowUpWords }) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<State>("loading");
  const formHere = () => place.current?.closest("form");
  const begin = async () => {
    const form = formHere();
    if (form) setState(await takeOver(form, code));
  };
  useEffect(() => {
    // The form finds what was kept of it after this effect, for it holds this part.
    void Promise.resolve().then(async () => {
      const form = formHere();
      if (form) setState(await beginUnlessOther(form, code));
    });
  }, [code]);
  return (
    <div ref={place} role="status">
      {state === "other-draft" && (
        <div className="notice">
          {said.otherDraft}
          <p className="buttons"><button type="button" className="plain" onClick={() => void begin()}>{said.replace}</button> <a href={`/screenings/${code}`}>{said.keep}</a></p>
        </div>
      )}
      {state === "lost" && <p className="notice">{said.lost} <button type="button" className="plain" onClick={() => void begin()}>{said.again}</button></p>}
      {state === "gone" && <p className="notice">{said.gone} <a href="/screenings">{said.all}</a></p>}
    </div>
  );
}

/** Another draft is somebody's work; a follow-up of the same screening goes on. */
async function beginUnlessOther(form: HTMLFormElement, code: string): Promise<State> {
  const { findings, size, variant, context, family, follows } = readDraft(form, "");
  if (follows === code) return begun();
  const answered = Object.keys(findings).length > 0 || [size, variant, context, family, follows].some(Boolean);
  return answered ? "other-draft" : takeOver(form, code);
}

/** From here on the draft says what it follows, and lets go of it: an address that says so too would begin it again at a reload. */
function begun(): "done" {
  history.replaceState(null, "", "/");
  return "done";
}

async function takeOver(form: HTMLFormElement, code: string): Promise<State> {
  try {
    const response = await fetch(`/api/v1/screenings/${code}`);
    if (!response.ok) return response.status === 404 || response.status === 401 || response.status === 403 ? "gone" : "lost";
    const earlier = (await response.json()) as Draft;
    // It comes with the whole checklist, which nothing else on the page needs in the browser.
    const { ticked } = await import("@/lib/screening/ticked");
    form.reset();
    writeFields(form, { ...fieldsOf({ ...earlier, findings: ticked(earlier) }), [FOLLOWS]: code });
    return begun();
  } catch {
    return "lost";
  }
}

/**
 * The form's fields for what lasts of an earlier screening: what was observed, birth size, variant and family. What was excluded
 * then may be there now, and steroids, samples and plans are those of a day: both are asked anew, and so is the age.
 */
export function fieldsOf({ sex, gestation, size = {}, findings, origin = {}, variant, family }: Draft): Record<string, string> {
  const scores = Object.entries(size).map(([measure, z]) => [`size.${measure}`, score(z)] as const);
  const observed = Object.entries(findings).flatMap(([feature, status]) => (status === "observed" ? [[`finding.${feature}`, status] as const] : []));
  const from = (how: string, name: string) => origin[name.slice(name.indexOf(".") + 1) as keyof typeof origin] === how;
  return {
    sex,
    gestation: gestation ?? "unknown",
    ...Object.fromEntries([...scores, ...observed]),
    ...(variant && variantFields(variant)),
    ...(family && { family: JSON.stringify(family) }),
    sized: scores.filter(([name]) => from("measured", name)).map((pair) => pair.join("=")).join(" "),
    measured: observed.filter(([name]) => from("measured", name)).map(([name]) => name.slice(name.indexOf(".") + 1)).join(" "),
    imported: [...scores, ...observed].filter(([name]) => from("imported", name)).map(([name]) => name).join(" "),
  };
}
