const known = { "": "Not known", no: "No", yes: "Yes" };
const tested = { "": "Not tested", no: "No", yes: "Yes" };

/** The English of the family's part; what is said about a family is in lib/screening/family-english.ts. */
export const familyEnglish = {
  title: "Family",
  about: "Only what is chosen here is kept: no names, dates or text. “Affected” is by a condition like the child’s.",
  ask: { transmittedBy: "The child has the CDKN1C variant from", consanguinity: "Parents related by blood", affected: "Affected", carrier: "CDKN1C variant" },
  known,
  tested,
  from: { "": "Not tested", mother: "Mother", father: "Father", new: "Neither: new" },
  remove: (name: string, number: string) => `Remove ${name.toLowerCase()} ${number}`,
  addOne: "Add a relative",
  add: "Add",
  addNamed: (name: string) => `Add ${name.toLowerCase()}`,
  full: (most: number) => `Not added: a family holds at most ${most} relatives.`,
  added: (name: string) => `${name} added.`,
  removed: (name: string) => `${name} removed.`,
  pedigree: "Pedigree",
  drawn: (people: number) => `Pedigree of three generations, ${people} people; in words below`,
  legend: {
    male: "male",
    female: "female",
    sexNotKnown: "sex not known or undetermined",
    child: "P, the child of this screening",
    affected: "affected",
    carrier: "carries the variant, not affected",
    notKnown: ["?", "not known whether affected"],
    tested: ["CDKN1C + / −", "variant found / not found; without it: not tested"],
    related: "parents related by blood",
    halfSiblings: "Half-siblings stand below the parent they share; the other parent is not recorded.",
    order: "Brothers and sisters are not in order of birth.",
  },
  inherited: "How it could be inherited",
  origin: "Where the variant comes from",
  recurrence: "For other children of the family",
  rules: (version: string) => `Inheritance rules ${version}, not yet signed by a clinical geneticist.`,
};
