import { told } from "@/app/locale";
import { hazards } from "@/lib/evidence/hazards";
import type { Shown } from "@/lib/evidence/hazards";
import { pageWords } from "./wording";

const { hazards: words } = pageWords;

/** What could go wrong, what is done, which test shows it, and what remains with people. */
export function HazardsTold() {
  return (
    <>
      <p>{words.about}</p>
      <table className="rules hazards">
        <caption className="unseen">{words.caption}</caption>
        <thead><tr>{words.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {hazards.map(({ id, hazard, mitigation, remains, tests }) => (
            <tr key={id} data-hazard={id}>
              <th scope="row">{told(hazard)}</th>
              <td>{told(mitigation)} <span className="says">{words.remains(remains)}</span></td>
              <td>{byFile(tests).map(([file, titles]) => <span key={file} className="shown"><code>{file}</code>{titles.map((title) => <q key={title}>{title}</q>)}</span>)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function byFile(tests: readonly Shown[]): [file: string, titles: string[]][] {
  return [...new Set(tests.map(({ file }) => file))].map((file) => [file, tests.filter((one) => one.file === file).map(({ title }) => title)]);
}
