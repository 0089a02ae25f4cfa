import { hazards } from "@/lib/evidence/hazards";
import type { Shown } from "@/lib/evidence/hazards";

/** What could go wrong, what is done, which test shows it, and what remains with people. */
export function HazardsTold() {
  return (
    <>
      <p>A test fails when one of the tests named here is gone. This is our own reading, by no outside assessor.</p>
      <table className="rules hazards">
        <caption className="unseen">Hazards</caption>
        <thead><tr><th scope="col">Hazard</th><th scope="col">Mitigation, and what remains</th><th scope="col">Test</th></tr></thead>
        <tbody>
          {hazards.map(({ id, hazard, mitigation, remains, tests }) => (
            <tr key={id} data-hazard={id}>
              <th scope="row">{hazard}</th>
              <td>{mitigation} <span className="says">Remains: {remains}</span></td>
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
