import { locale } from "@/app/locale";
import { tablesOf } from "@/lib/cohort/publishable";
import type { Cell } from "@/lib/cohort/publishable";
import { shareOf } from "@/lib/cohort/wilson";
import { cohortWords } from "@/lib/cohort/wording";
import type { Edition } from "@/lib/store/editions";
import { Told } from "@/app/cohort/plot";

const { publish: told } = cohortWords(locale);

/** The tables of an edition; a row that is withheld looks the same whatever the reason. */
export function EditionTables({ edition }: { edition: Edition }) {
  return (
    <div className="panels">
      {tablesOf(edition).map(({ id, cells }) => (
        <table key={id} className="rules published" data-table={id}>
          <caption>{told.titles[id]}</caption>
          <thead className="unseen"><tr><th scope="col">{told.columns.row}</th><th scope="col">{told.columns.children}</th></tr></thead>
          <tbody>{cells.map((cell) => <Row key={cell.id} cell={cell} />)}</tbody>
        </table>
      ))}
    </div>
  );
}

function Row({ cell: { id, depth, count, of } }: { cell: Cell }) {
  return (
    <tr data-row={id} data-depth={depth}>
      <th scope="row">{told.rows[id]}</th>
      <td>{count === null || of === null ? <span className="withheld">{told.withheld}</span> : <Told share={shareOf(count, of)} />}</td>
    </tr>
  );
}
