import { told } from "@/app/locale";
import { resources } from "@/lib/evidence/resources";
import { HPO_RELEASE } from "@/lib/screening/checklist";
import { Out } from "./cited";
import { pageWords } from "./wording";

const { elsewhere, credits } = pageWords;

/** Where to read on: what the source document names, with its ids. */
export function Elsewhere() {
  return (
    <>
      <p>{elsewhere}</p>
      <div className="places-out">
        {resources.map(({ group, of }) => (
          <div key={group}>
            <h3>{told(group)}</h3>
            <ul>{of.map(({ name, id, url }) => <li key={url}><Out href={url}>{told(name)}</Out>{id && <span className="hp">{id}</span>}</li>)}</ul>
          </div>
        ))}
      </div>
    </>
  );
}

/** Whose work this stands on, as their licences ask. */
export function Credits() {
  return (
    <ul>
      <li>{credits.hpo(HPO_RELEASE)}<Out href="https://hpo.jax.org">hpo.jax.org</Out>.</li>
      <li>{credits.cases[0]}<Out href="https://doi.org/10.5281/zenodo.13168726">phenopacket-store</Out>{credits.cases[1]}</li>
      <li>{credits.others}</li>
    </ul>
  );
}
