"use client";
import { useState } from "react";
import { variantParts } from "@/lib/screening/bands";
import { confirming, verdicts } from "@/lib/screening/verdict";
import type { Verdict } from "@/lib/screening/verdict";
import { reviewWords } from "@/lib/screening/review-wording";
import { Fault, Form } from "@/app/account/_forms/form";

type Props = { code: string; conditions: [id: string, label: string][] };

const sentences = { "no-such-screening": "This screening is not there any more: it was erased." };

/** One's own verdict: chosen by radios, with what belongs to it. Appended; a later one replaces it without hiding it. */
export function ReviewForm({ code, conditions }: Props) {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const { verdicts: names } = reviewWords("en");
  return (
    <details className="work-out review">
      <summary>Give your verdict</summary>
      <Form path={`/api/v1/screenings/${code}/reviews`} button="Save verdict" sentences={sentences} onDone={() => location.reload()}>
        <fieldset>
          <legend className="unseen">Verdict</legend>
          {verdicts.map((one) => (
            <div key={one}>
              <label className="check"><input type="radio" name="verdict" value={one} required aria-describedby={`about-${one}`} onChange={() => setVerdict(one)} /> {names[one].title}</label>
              <small id={`about-${one}`}>{names[one].about}</small>
              {verdict === one && <Parts verdict={one} conditions={conditions} />}
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
function Parts({ verdict, conditions }: { verdict: Verdict; conditions: Props["conditions"] }) {
  const { classes } = reviewWords("en");
  if (verdict === "other-condition") return <p className="child parts"><label className="field">Condition<select name="condition">{conditions.map(([id, label]) => <option key={id} value={id}>{label}</option>)}</select></label></p>;
  if (verdict !== "confirmed") return null;
  return (
    <p className="child parts">
      <label className="field">Gene<select name="gene">{variantParts.gene.map((gene) => <option key={gene} value={gene}>{gene === "other" ? "Another gene" : gene}</option>)}</select></label>
      <label className="field">Variant<select name="class">{confirming.map((read) => <option key={read} value={read}>{classes[read]}</option>)}</select></label>
    </p>
  );
}
