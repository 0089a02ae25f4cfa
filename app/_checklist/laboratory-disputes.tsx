import { locale } from "@/app/locale";
import type { Answered } from "@/lib/screening/laboratory-decisions";
import { laboratoryWords } from "@/lib/screening/laboratory-wording";
import { words } from "@/lib/screening/wording";
import { takeOver } from "./laboratory-written";
import type { Dispute } from "./laboratory-written";

const { disputes: said } = laboratoryWords(locale);
const { features, contexts } = words(locale);
const nameOf = (what: Answered) => {
  const name = what === "acthTwiceLimit" ? contexts[what] : features[what];
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** Where a row stands otherwise than its value says, and the button that makes it follow: nothing answered by hand changes unasked. */
export function Disputes({ form, disputes }: { form: HTMLFormElement; disputes: readonly Dispute[] }) {
  return (
    <div role="status">
      {disputes.map((dispute) => {
        const { what, row, answer } = dispute;
        const names = what === "acthTwiceLimit" ? said.boxes : said.rows;
        const [stands, says] = [names[row.status ?? "open"], names[answer.status ?? "open"]];
        return (
          <p key={what} className="dispute" data-dispute={what}>
            {row.measured ? said.earlier(nameOf(what), stands) : said.standing(nameOf(what), stands, says)}{" "}
            <button type="button" className="plain" onClick={() => takeOver(form, dispute)}>{said.takeOver(says)}</button>
          </p>
        );
      })}
    </div>
  );
}
