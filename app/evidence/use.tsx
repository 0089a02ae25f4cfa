import { CitedAll } from "./cited";

/** What the program is for, for whom, and what it is not. */
export function Use() {
  return (
    <div className="pair">
      <div>
        <h3>It is</h3>
        <ul>
          <li>a screening aid: it shows which features of IMAGe syndrome were seen, excluded or not assessed, how they fit the four letters, which conditions look alike, and which test would tell;</li>
          <li>for professionals who can examine a child and act on it: neonatologists, paediatric endocrinologists and geneticists, and registries that run many cases through the same rules;</li>
          <li>for one child at a time, of any age.</li>
        </ul>
      </div>
      <div>
        <h3>It is not</h3>
        <ul>
          <li>proof or exclusion of any condition. That takes examination, laboratory, imaging and genetic testing;</li>
          <li>a guide to treatment. It gives no doses, and an emergency never waits for it;</li>
          <li>made for families to use alone, or for screening of the newborn population;</li>
          <li>assessed as a medical device, and not tried in any prospective study. Whoever brings it into care answers for that.</li>
        </ul>
      </div>
    </div>
  );
}

const names = ["IMAGe syndrome", "IMAGe association", "IMAGe anomaly"];

/** Names, gene, inheritance and how often, each with its source. */
export function Condition() {
  return (
    <dl className="told">
      <dt>Names</dt>
      <dd>{names.join(", ")}; in full, intrauterine growth restriction, metaphyseal dysplasia, adrenal hypoplasia congenita, and genital anomalies. <CitedAll of={["medlineplus"]} /></dd>
      <dt>Gene</dt>
      <dd><i>CDKN1C</i>: missense variants in the part of the protein that binds PCNA. <CitedAll of={["arboleda-2012", "genereviews"]} /> Two changes at one place there, Arg279Leu and Arg279Ser, were found with Silver-Russell syndrome and healthy adrenal glands. <CitedAll of={["binder-2020", "case-rep-genet-2019"]} /></dd>
      <dt>Inheritance</dt>
      <dd>
        Dominant with imprinting: the copy from the father is largely silent, so that only a variant on the mother’s copy causes the syndrome. <CitedAll of={["medlineplus", "arboleda-2012"]} />
        <ul>
          <li>Each child of a woman with the variant has a risk of one half. Children of a man with it are expected to be unaffected. <CitedAll of={["genereviews"]} /></li>
          <li>A healthy mother can carry it. <CitedAll of={["hamajima-2013"]} /></li>
          <li>It follows from imprinting that she has it on the copy from her own father, and that a man’s daughters can pass it on: a family history can skip generations.</li>
        </ul>
      </dd>
      <dt>A second form</dt>
      <dd>With immunodeficiency, recessive, by two variants in <i>POLE</i>: 15 individuals of 12 families without a <i>CDKN1C</i> variant. <CitedAll of={["logan-2018"]} /></dd>
      <dt>How often</dt>
      <dd>Very rare. About 20 cases were reported by 2013. <CitedAll of={["medlineplus"]} /> By 2021 it was 31 individuals of 19 families, of whom 19, from 11 families, had it confirmed in the gene. <CitedAll of={["genereviews"]} /> It is recognised more often in boys, probably because girls have no genital sign. <CitedAll of={["medlineplus"]} /></dd>
      <dt>When it shows</dt>
      <dd>Of 23, 1 was noticed before birth, 13 at birth, 4 in the first month, 3 later in the first year, 1 at 5 and 1 at 15 years. <CitedAll of={["genereviews"]} /> Among 155 children with adrenal insufficiency whose common causes had been ruled out, 1.3 % had a <i>CDKN1C</i> variant. <CitedAll of={["buonocore-2021"]} /></dd>
    </dl>
  );
}
