import { locale } from "@/app/locale";
import type { Screening } from "@/lib/screening/draft";
import { reviewWords } from "@/lib/screening/review-wording";
import { words } from "@/lib/screening/wording";
import type { Beside, Listed } from "@/lib/store/lists";
import { Choosing } from "./choosing";
import { Marks } from "@/app/_checklist/marks";
import { FlagDot } from "./told";
import { screeningsWords } from "./wording";

const { table: told } = screeningsWords;

type Props = Pick<Listed, "screenings" | "beside"> & { mayExport: boolean };

/** Saved screenings, one a row, to be opened or chosen: for laying side by side, or for showing and taking out only these. */
export function Table({ screenings, beside, mayExport }: Props) {
  return (
    <form method="get" action="/screenings" className="choose">
      <table className="list">
        <caption className="unseen">{told.caption}</caption>
        <thead>
          <tr>
            <th scope="col"><span className="unseen">{told.chosen}</span></th>
            {told.columns.map((name) => <th key={name} scope="col">{name}</th>)}
          </tr>
        </thead>
        <tbody>{screenings.map((screening) => <Line key={screening.code} screening={screening} beside={beside.get(screening.code)} />)}</tbody>
      </table>
      <p className="hint">{told.hint}</p>
      <Choosing>
        <button type="submit" className="plain" formAction="/screenings/compare">{told.compare}</button>
        <button type="submit" className="plain">{mayExport ? told.onlyToExport : told.only}</button>
      </Choosing>
    </form>
  );
}

function Line({ screening: { code, assessment, sex, age, year, follows }, beside }: { screening: Screening; beside: Beside | undefined }) {
  const { matches, sexes, ages } = words(locale);
  const { standings } = reviewWords(locale);
  const { standing = "none", earlier = null } = beside ?? {};
  return (
    <tr>
      <td className="pick"><input type="checkbox" name="code" value={code} aria-label={told.choose(code)} /></td>
      <th scope="row"><a href={`/screenings/${code}`}>{code}</a>{beside?.changed && <span className="fresh">{told.changed[beside.changed]}<span className="unseen">{told.sinceVisit}</span></span>}</th>
      <td><Marks letters={assessment.letters} /></td>
      <td className="says">{matches[assessment.match].title}</td>
      <td><FlagDot flag={assessment.flag} /></td>
      <td data-standing={standing}>{standing === "none" ? <span className="none">{standings.none}{earlier && <>{told.earlier}<b>{standings[earlier].toLowerCase()}</b></>}</span> : standings[standing]}</td>
      <td>{sexes[sex]}</td>
      <td>{ages[age]}{follows && <span className="none">{told.followUp}</span>}</td>
      <td>{year}</td>
    </tr>
  );
}
