"use client";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { RefObject } from "react";
import { locale } from "@/app/locale";
import type { Draft } from "@/lib/screening/assess";
import { savingWords } from "@/lib/screening/saving-wording";
import type { Unready } from "@/lib/screening/saving-wording";
import { FOLLOWS, keepDraft, writeFields } from "./form-draft";
import { somebodyWaits } from "./kept";
import { closeForm, isClosed, leaveQuietly } from "./leaving";
import { Settling, isLeaving } from "./settle";
import type { Standing } from "./settle";

const SIGN_IN = "/account/sign-in?next=/";
const words = savingWords(locale);
const never = () => () => {};

const isEmpty = ({ findings, size, variant, family }: Draft) => Object.keys(findings).length === 0 && !size && !variant && !family;

type Props = { draft: Draft; draftKey: string; startOver: () => void; blocked: boolean };

/** Saves the draft, and says whether it is saved: never more than is known, and once. */
export function Saving({ draft, draftKey, startOver, blocked }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [standing, settling] = useSettling(draft, draftKey, place);
  const [said, setSaid] = useState<Unready | null>(null);
  const undecided = standing.is === "saved" && standing.form === "other";
  const waiting = standing.is === "waiting";
  const unready = undecided ? "undecided" : blocked ? "contradiction-here" : draft.follows !== undefined && draft.age === "unknown" ? "ageless" : isEmpty(draft) ? "nothing" : null;
  const leaving = isLeaving(standing);
  const press = (form: HTMLFormElement | null) => {
    if (!form || isClosed(form)) return;
    const fault = waiting ? null : (unready ?? (form.reportValidity() ? null : "no-score"));
    setSaid(fault);
    if (fault !== null) return;
    keepDraft(draftKey, form, Date.now());
    settling.current?.press(JSON.stringify(draft));
  };
  const decide = (follows?: string) => {
    const form = place.current?.closest("form");
    setSaid(null);
    settling.current?.decided();
    if (form && follows) writeFields(form, { [FOLLOWS]: follows });
    place.current?.querySelector<HTMLElement>(":scope > button")?.focus();
  };
  const busy = standing.is === "saving";
  return (
    <div ref={place} className="saving" data-standing={standing.is}>
      {/* Above the buttons, which stay where they are whatever is said. */}
      <div role="status">{said === null || waiting || leaving ? <Told standing={standing} /> : <p className="trouble">{words.unready[said]}</p>}</div>
      {undecided && <Decide code={standing.code} decide={decide} drop={() => settling.current?.leaveFor(standing.code)} />}
      <button type="button" aria-disabled={busy || leaving || (!waiting && unready !== null)} onClick={(event) => void press(event.currentTarget.form)}>
        {busy ? words.saving : waiting ? words.again : words.save}
      </button>
      <button type="button" className="plain" onClick={() => { setSaid(null); startOver(); }}>{words.startOver}</button>
      {waiting && standing.next !== null ? <Next at={standing.next} /> : <p className="fine">{draftKey === "" ? <>{words.nobody.before}<a href={SIGN_IN}>{words.signIn.toLowerCase()}</a>{words.nobody.after} <SomebodyWaits /></> : words.fine}</p>}
    </div>
  );
}

/** The settling of this page's saves, told of every draft: it begins when the form has found what was kept. */
function useSettling(draft: Draft, draftKey: string, place: RefObject<HTMLElement | null>) {
  const [standing, setStanding] = useState<Standing>({ is: "idle" });
  const settling = useRef<Settling>(null);
  const unread = useRef(draft);
  useEffect(() => () => settling.current?.stop(), []);
  useEffect(() => {
    if (draft === unread.current) return;
    const begins = settling.current === null;
    settling.current ??= new Settling(draftKey, (now) => {
      closeForm(place.current?.closest("form"), isLeaving(now));
      setStanding(now);
    });
    settling.current.changed(isEmpty(draft) ? null : JSON.stringify(draft));
    if (begins) settling.current.resume();
  }, [draft, draftKey, place]);
  return [standing, settling] as const;
}

function Told({ standing }: { standing: Standing }) {
  if (standing.is === "waiting") return <p className="trouble">{words.waiting(standing.why, standing.doubt)} <small>{words.hindered[standing.why]} {standing.other && words.besides}</small> {standing.why === "session" && <SignIn />}</p>;
  if (standing.is === "refused") return <p className="trouble">{words.refused(standing.why, standing.status, standing.doubt)} {standing.doubt && words.inDoubt} {standing.why === "nobody" && <SignIn />}</p>;
  if (standing.is === "saved" && standing.form !== "other") return <p className="trouble">{standing.form === "empty" ? words.savedEarlier(standing.code) : words.saved(standing.code)} <a href={`/screenings/${standing.code}`}>{words.open(standing.code)}</a></p>;
  if (standing.is === "saved") return <p className="trouble">{words.saved(standing.code)} <small>{words.savedBefore}</small></p>;
  if (standing.is === "saving") return <p className="unseen">{words.saving}</p>;
  return standing.is === "changed" && <p className="trouble">{words.changed}</p>;
}

/** The save goes along in this tab: nobody needs to be asked whether to leave. */
function SignIn() {
  return <a href={SIGN_IN} onClick={leaveQuietly}>{words.signIn}</a>;
}

/** Seconds are counted for the eye only: nobody wants to hear them. */
function Next({ at }: { at: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(clock);
  }, []);
  return <p className="fine" role="timer">{at === 0 ? words.trying : words.next(Math.max(1, Math.ceil((at - now) / 1000)))}</p>;
}

function Decide({ code, decide, drop }: { code: string; decide: (follows?: string) => void; drop: () => void }) {
  return (
    <p className="buttons">
      <button type="button" className="plain" onClick={() => decide(code)}>{words.followUp(code)}</button>
      <button type="button" className="plain" onClick={() => decide()}>{words.itsOwn}</button>
      <button type="button" className="plain" onClick={drop}>{words.drop(code)}</button>
    </p>
  );
}

/** What a member left in this tab stays said after the session, and nothing of what it is. */
function SomebodyWaits() {
  return useSyncExternalStore(never, somebodyWaits, () => false) && <strong>{words.somebodyWaits}</strong>;
}
