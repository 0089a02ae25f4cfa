"use client";
import { useState, useSyncExternalStore } from "react";
import { variantParts } from "@/lib/screening/bands";
import { confirming, verdicts } from "@/lib/screening/verdict";
import type { Verdict } from "@/lib/screening/verdict";
import { reviewWords } from "@/lib/screening/review-wording";
import { VERDICT } from "@/app/_checklist/kept";
import { Fault, Form } from "@/app/account/_forms/form";

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
  const { verdicts: names, unsaved } = reviewWords("en");
  return (
    <details className="work-out review" open={kept !== null || undefined}>
      <summary>Give your verdict</summary>
      <Form path={`/api/v1/screenings/${code}/reviews`} button="Save verdict" sentences={unsaved} onDone={saved}>
        <fieldset onChange={(event) => choose(event.currentTarget.form)}>
          <legend className="unseen">Verdict</legend>
          {verdicts.map((one) => (
            <div key={one}>
              <label className="check"><input type="radio" name="verdict" value={one} required checked={chosen.verdict === one} readOnly aria-describedby={`about-${one}`} /> {names[one].title}</label>
              <small id={`about-${one}`}>{names[one].about}</small>
              {chosen.verdict === one && <Parts verdict={one} chosen={chosen} conditions={conditions} />}
            </div>
          ))}
          <Fault name="verdict" />
        </fieldset>
        <p className="fine">Your name and the day are shown to members of the site. A verdict is never edited: a later one of yours takes its place and the earlier one stays readable.</p>
      </Form>
    </details>
  );
}

/** What belongs to a verdict, beside it. */
function Parts({ verdict, chosen, conditions }: { verdict: Verdict; chosen: Chosen; conditions: Props["conditions"] }) {
  const { classes } = reviewWords("en");
  if (verdict === "other-condition") return <p className="child parts"><label className="field">Condition<select name="condition" defaultValue={chosen.condition ?? ""}><option value="">Choose a condition</option>{conditions.map(([id, label]) => <option key={id} value={id}>{label}</option>)}</select></label> <Fault name="condition" /></p>;
  if (verdict !== "confirmed") return null;
  return (
    <p className="child parts">
      <label className="field">Gene<select name="gene" defaultValue={chosen.gene ?? ""}><option value="">Choose a gene</option>{variantParts.gene.map((gene) => <option key={gene} value={gene}>{gene === "other" ? "Another gene" : gene}</option>)}</select></label>
      <label className="field">Variant<select name="class" defaultValue={chosen.class ?? ""}><option value="">Choose a class</option>{confirming.map((read) => <option key={read} value={read}>{classes[read]}</option>)}</select></label>
      <Fault name="gene" /> <Fault name="class" />
    </p>
  );
}
