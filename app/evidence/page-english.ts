/** The English of the evidence page: its sections, what the program is for, the condition, and whose work it stands on. */
export const pageEnglish = {
  title: "Evidence",
  about: (rules: string, checklist: string, hpo: string) => `Why anyone should believe the summary, and where not to. Rules ${rules}, checklist ${checklist}, HPO ${hpo}. No paediatric endocrinologist has signed the rules yet.`,
  onThisPage: "On this page",
  sections: {
    use: "Intended use", condition: "The condition", criteria: "The criteria", matches: "The match", flags: "The flags", history: "Rules and their history", comparison: "Comparing conditions",
    validation: "What was checked", rarity: "How rare the pattern is", hazards: "Hazards", sources: "Sources", resources: "Where to read on", credits: "Credits",
  },
  own: { none: "Our own, no source", general: "General knowledge, no source" },
  comparison: [
    "Beside the letters, IMAGe syndrome and 38 look-alikes are ranked by how well each explains what was observed and excluded. A share is a share among these 39 conditions and “none of them”. It is never the probability that the child has the condition: the panel is closed, and its starting shares are those of nobody’s clinic.",
    "What a condition says nothing about is neutral. Small series count as small, relatives as one family, and findings with one cause are counted once. Every share has a 95 % interval. The model, with the reason for each number, was fixed by argument before any case was ranked, though not blind: the published cases had been read. What changed since is listed with it: ",
  ],
  use: {
    is: {
      title: "It is",
      all: [
        "a screening aid: it shows which features of IMAGe syndrome were seen, excluded or not assessed, how they fit the four letters, which conditions look alike, and which test would tell;",
        "for professionals who can examine a child and act on it: neonatologists, paediatric endocrinologists and geneticists, and registries that run many cases through the same rules;",
        "for one child at a time, of any age.",
      ],
    },
    isNot: {
      title: "It is not",
      all: [
        "proof or exclusion of any condition. That takes examination, laboratory, imaging and genetic testing;",
        "a guide to treatment. It gives no doses, and an emergency never waits for it;",
        "made for families to use alone, or for screening of the newborn population;",
        "assessed as a medical device, and not tried in any prospective study. Whoever brings it into care answers for that.",
      ],
    },
  },
  /** Each sentence with the sources of its place in condition.tsx; genes stand between asterisks. */
  condition: {
    names: { term: "Names", says: ["IMAGe syndrome, IMAGe association, IMAGe anomaly; in full, intrauterine growth restriction, metaphyseal dysplasia, adrenal hypoplasia congenita, and genital anomalies."] },
    gene: {
      term: "Gene",
      says: [
        "*CDKN1C*: missense variants in the part of the protein that binds PCNA.",
        "Two changes at one place there, Arg279Leu and Arg279Ser, were found with Silver-Russell syndrome and healthy adrenal glands.",
      ],
    },
    inheritance: { term: "Inheritance", says: ["Dominant with imprinting: the copy from the father is largely silent, so that only a variant on the mother’s copy causes the syndrome."] },
    secondForm: { term: "A second form", says: ["With immunodeficiency, recessive, by two variants in *POLE*: 15 individuals of 12 families without a *CDKN1C* variant."] },
    often: {
      term: "How often",
      says: [
        "Very rare. About 20 cases were reported by 2013.",
        "By 2021 it was 31 individuals of 19 families, of whom 19, from 11 families, had it confirmed in the gene.",
        "It is recognised more often in boys, probably because girls have no genital sign.",
      ],
    },
    shows: {
      term: "When it shows",
      says: [
        "Of 23, 1 was noticed before birth, 13 at birth, 4 in the first month, 3 later in the first year, 1 at 5 and 1 at 15 years.",
        "Among 155 children with adrenal insufficiency whose common causes had been ruled out, 1.3 % had a *CDKN1C* variant.",
      ],
    },
  },
  /** What follows from imprinting, each with the source of its place. */
  inherits: [
    "Each child of a woman with the variant has a risk of one half. Children of a man with it are expected to be unaffected.",
    "A healthy mother can carry it.",
    "It follows from imprinting that she has it on the copy from her own father, and that a man’s daughters can pass it on: a family history can skip generations.",
  ],
  elsewhere: "What the source document of 2017 names. Nothing is fetched from these pages, and they are not told where you came from. Addresses may have moved since.",
  credits: {
    hpo: (release: string) => `This application uses the Human Phenotype Ontology and its annotations, release ${release}, with ids and labels unaltered. Find out more at `,
    cases: ["Published cases of other diseases are those of ", ", BSD-3-Clause, copyright 2022 Monarch Initiative; here they are only counted."],
    others: "Size at birth is on the newborn standards of INTERGROWTH-21st. OMIM and Orphanet are cited by id. Facts from GeneReviews and papers are told in our own words.",
  },
  hazards: { about: "A test fails when one of the tests named here is gone. This is our own reading, by no outside assessor.", caption: "Hazards", columns: ["Hazard", "Mitigation, and what remains", "Test"], remains: (what: string) => `Remains: ${what}` },
  features: {
    all: (count: number) => `All ${count} features, with their HPO terms and published counts`,
    caption: "Features of the checklist",
    columns: ["Feature", "HPO term", "Reported"],
    about: (part: string, shows: string, malesOnly: boolean) => `${part}; shows ${shows}${malesOnly ? "; boys only" : ""}`,
    counted: (n: number, of: number, note?: string) => `${n} of ${of}${note ? ` (${note})` : ""}`,
  },
  panel: { all: (count: number) => `All ${count} conditions, and what tells them apart`, caption: "Conditions that are compared", columns: ["Condition", "Gene, inheritance, letters", "What tells it apart"] },
};
