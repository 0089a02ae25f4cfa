"use client";
import { useState, useSyncExternalStore } from "react";
import { locale } from "@/app/locale";
import { variantParts } from "@/lib/screening/bands";
import { confirming, verdicts } from "@/lib/screening/verdict";
import type { Verdict } from "@/lib/screening/verdict";
import { reviewWords } from "@/lib/screening/review-wording";
import { VERDICT } from "@/app/_checklist/kept";
import { Fault, Form } from "@/app/account/_forms/form";
import { reviewFormWords as told } from "./review-wording";

type Props = { code: string; draftKey: string; conditions: [id: string, label: string][] };
type Chosen = Partial<Record<"verdict" | "gene" | "class" | "condition", string>>;

const never = () => () => {};

/**
 * One's own verdict: chosen by radios, with what belongs to it. Appended; a later one replaces it without hiding it. A session
 * may end first: until it is saved, what was chosen waits in this tab for the same member.
 */
export function ReviewForm({ code, draftKey, conditions }: Props) {
  const place = `${VERDICT}${draftKey}:${code}`;
  const kept = useSyncExternalStore(never, () => sessionStorage.getItem(place), () => null);
  const [now, setNow] = useState<Chosen | null>(null);
  const chosen = now ?? (JSON.parse(kept ?? "{}") as Chosen);
  const choose = (form: HTMLFormElement | null) => {
    const next: Chosen = Object.fromEntries(new FormData(form ?? undefined));
    sessionStorage.setItem(place, JSON.stringify(next));
    setNow(next);
  };
  const saved = () => {
    sessionStorage.removeItem(place);
    location.reload();
  };
  const { verdicts: names, unsaved } = reviewWords(locale);
  return (
    <details className="work-out review" open={kept !== null || undefined}>
      <summary>{told.title}</summary>
      <Form path={`/api/v1/screenings/${code}/reviews`} button={told.save} sentences={unsaved} onDone={saved}>
        <fieldset onChange={(event) => choose(event.currentTarget.form)}>
          <legend className="unseen">{told.verdict}</legend>
          {verdicts.map((one) => (
            <div key={one}>
              <label className="check"><input type="radio" name="verdict" value={one} required checked={chosen.verdict === one} readOnly aria-describedby={`about-${one}`} /> {names[one].title}</label>
              <small id={`about-${one}`}>{names[one].about}</small>
              {chosen.verdict === one && <Parts verdict={one} chosen={chosen} conditions={conditions} />}
            </div>
          ))}
          <Fault name="verdict" />
        </fieldset>
        <p className="fine">{told.about}</p>
      </Form>
    </details>
  );
}

/** What belongs to a verdict, beside it. */
function Parts({ verdict, chosen, conditions }: { verdict: Verdict; chosen: Chosen; conditions: Props["conditions"] }) {
  const { classes } = reviewWords(locale);
  if (verdict === "other-condition") return <p className="child parts"><label className="field">{told.condition}<select name="condition" defaultValue={chosen.condition ?? ""}><option value="">{told.chooseCondition}</option>{conditions.map(([id, label]) => <option key={id} value={id}>{label}</option>)}</select></label> <Fault name="condition" /></p>;
  if (verdict !== "confirmed") return null;
  return (
    <p className="child parts">
      <label className="field">{told.gene}<select name="gene" defaultValue={chosen.gene ?? ""}><option value="">{told.chooseGene}</option>{variantParts.gene.map((gene) => <option key={gene} value={gene}>{gene === "other" ? told.anotherGene : gene}</option>)}</select></label>
      <label className="field">{told.variant}<select name="class" defaultValue={chosen.class ?? ""}><option value="">{told.chooseClass}</option>{confirming.map((read) => <option key={read} value={read}>{classes[read]}</option>)}</select></label>
      <Fault name="gene" /> <Fault name="class" />
    </p>
  );
}
