import type { Screening } from "@/lib/screening/draft";
import { reviewWords } from "@/lib/screening/review-wording";
import { words } from "@/lib/screening/wording";
import type { Beside, Listed } from "@/lib/store/lists";
import { Choosing } from "./choosing";
import { Marks } from "@/app/_checklist/marks";
import { FlagDot } from "./told";

type Props = Pick<Listed, "screenings" | "beside"> & { mayExport: boolean };

/** Saved screenings, one a row, to be opened or chosen: for laying side by side, or for showing and taking out only these. */
export function Table({ screenings, beside, mayExport }: Props) {
  return (
    <form method="get" action="/screenings" className="choose">
      <table className="list">
        <caption className="unseen">Saved screenings</caption>
        <thead>
          <tr>
            <th scope="col"><span className="unseen">Chosen</span></th>
            {["Code", "Letters", "Match", "Flag", "Verdict", "Sex", "Age", "Year"].map((name) => <th key={name} scope="col">{name}</th>)}
          </tr>
        </thead>
        <tbody>{screenings.map((screening) => <Line key={screening.code} screening={screening} beside={beside.get(screening.code)} />)}</tbody>
      </table>
      <p className="hint">Space chooses a screening, Enter compares the chosen.</p>
      <Choosing>
        <button type="submit" className="plain" formAction="/screenings/compare">Compare 2 to 4</button>
        <button type="submit" className="plain">{mayExport ? "Show only these, to export" : "Show only these"}</button>
      </Choosing>
    </form>
  );
}

function Line({ screening: { code, assessment, sex, age, year, follows }, beside }: { screening: Screening; beside: Beside | undefined }) {
  const { matches, sexes, ages } = words("en");
  const { standings } = reviewWords("en");
  const { standing = "none", earlier = null } = beside ?? {};
  return (
    <tr>
      <td className="pick"><input type="checkbox" name="code" value={code} aria-label={`Choose ${code}`} /></td>
      <th scope="row"><a href={`/screenings/${code}`}>{code}</a>{beside?.changed && <span className="fresh">{beside.changed === "new" ? "New" : "Reviewed"}<span className="unseen"> since your last visit</span></span>}</th>
      <td><Marks letters={assessment.letters} /></td>
      <td className="says">{matches[assessment.match].title}</td>
      <td><FlagDot flag={assessment.flag} /></td>
      <td data-standing={standing}>{standing === "none" ? <span className="none">{standings.none}{earlier && <>; earlier: <b>{standings[earlier].toLowerCase()}</b></>}</span> : standings[standing]}</td>
      <td>{sexes[sex]}</td>
      <td>{ages[age]}{follows && <span className="none"> · follow-up</span>}</td>
      <td>{year}</td>
    </tr>
  );
}
