import { resources } from "@/lib/evidence/resources";
import { HPO_RELEASE } from "@/lib/screening/checklist";
import { Out } from "./cited";

/** Where to read on: what the source document names, with its ids. */
export function Elsewhere() {
  return (
    <>
      <p>What the source document of 2017 names. Nothing is fetched from these pages, and they are not told where you came from. Addresses may have moved since.</p>
      <div className="places-out">
        {resources.map(({ group, of }) => (
          <div key={group}>
            <h3>{group}</h3>
            <ul>{of.map(({ name, id, url }) => <li key={url}><Out href={url}>{name}</Out>{id && <span className="hp">{id}</span>}</li>)}</ul>
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
      <li>This application uses the Human Phenotype Ontology and its annotations, release {HPO_RELEASE}, with ids and labels unaltered. Find out more at <Out href="https://hpo.jax.org">hpo.jax.org</Out>.</li>
      <li>Published cases of other diseases are those of <Out href="https://doi.org/10.5281/zenodo.13168726">phenopacket-store</Out>, BSD-3-Clause, copyright 2022 Monarch Initiative; here they are only counted.</li>
      <li>Size at birth is on the newborn standards of INTERGROWTH-21st. OMIM and Orphanet are cited by id. Facts from GeneReviews and papers are told in our own words.</li>
    </ul>
  );
}
