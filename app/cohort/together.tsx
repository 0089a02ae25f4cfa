import { locale } from "@/app/locale";
import type { Cohort } from "@/lib/cohort/cohort";
import { cohortWords } from "@/lib/cohort/wording";
import { letters as all } from "@/lib/screening/rules";
import type { Letter } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { Bar, Told } from "./plot";
import { cohortPageWords as frame } from "./wording";

const { together: told } = cohortWords(locale);
const { statuses } = words(locale);

const name = (letters: readonly Letter[]) => (letters.length === 0 ? told.none : letters.join(" "));

/** The combinations of met letters, the most frequent first; those that nobody has are named below. */
export function TogetherTold({ together }: Pick<Cohort, "together">) {
  const seen = together.filter(({ children }) => children.n > 0);
  const unseen = together.filter(({ children }) => children.n === 0);
  return (
    <>
      <table className="rules bars">
        <caption className="unseen">{told.title}</caption>
        <thead><tr><th scope="col">{frame.lettersMet}</th><th scope="col">{frame.ofAll}</th><th scope="col"><span className="unseen">{frame.plot}</span></th></tr></thead>
        <tbody>
          {seen.map(({ letters, children, without }) => (
            <tr key={name(letters)} data-together={name(letters)}>
              <th scope="row"><Marks letters={letters} /></th>
              <td><Told share={children} />{without > 0 && <small>{told.without(without)}</small>}</td>
              <td className="plot"><Bar part={children.n / children.of} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {unseen.length > 0 && <p className="fine">{told.unseen}: {unseen.map(({ letters }) => name(letters)).join(", ")}.</p>}
    </>
  );
}

function Marks({ letters }: { letters: readonly Letter[] }) {
  return (
    <span className="marks">
      {all.map((letter) => <span key={letter} className={`tile ${letters.includes(letter) ? "met" : "not-applicable"}`}><b>{letter}</b><span className="unseen"> {letters.includes(letter) ? statuses.met : statuses["not-met"]}</span></span>)}
    </span>
  );
}
