import type { PublishWords } from "./wording";

const told = (count: number) => count.toLocaleString("en-GB");
const children = (count: number) => (count === 1 ? "1 child" : `${told(count)} children`);
const open = "Not met, or unknown";

/** The letters alike: met, supported, and what is neither. */
const letter = (name: string) => ({ [`${name}-met`]: "Met", [`${name}-supported`]: "Supported", [`${name}-not-met`]: "Not met", [`not-${name}-not-met`]: "Unknown" });
const feature = (name: string) => ({ [name]: "Observed", [`${name}-excluded`]: "Excluded", [`not-${name}-excluded`]: "Not assessed" });

/** The English words of the publishable tables; not yet read by a paediatric endocrinologist. */
export const publishEnglish: PublishWords = {
  title: "Publishable tables",
  about: "A fixed set of counts that may leave the site: for an annual report, a register or a paper. They are de-identified. Small counts are withheld so that they cannot be worked out from anything else in the set.",
  link: "Publishable tables",
  none: (most) => `Too few to publish anything. The first tables are made once ${told(most)} children were first screened in calendar years that are over.`,
  edition: (from, to) => (from === to ? String(to) : `${from} to ${to}`),
  counted: (count, to, least) => `${children(count)} first screened in these years, each counted once, by the newest of its screenings until the end of ${to}, and by all reviews of these until the tables were made. Counts of fewer than ${least} are withheld.`,
  withheld: "withheld",
  how: {
    title: "How they are made",
    all: [
      (least) => `A row is told only where at least ${least} children are in it and at least ${least} of those asked are not. Otherwise it is withheld together with what stands beside it, so that “withheld” does not say which of the two is small, and no subtraction leads back. A nought is withheld like any other small count.`,
      () => "No table follows from another: the match is not among them, because the letters decide it, and no two tables share a part that both would have to add up to, but the number of all children.",
      () => "Tables are made once, when a year is over and enough children are there, and never change: not by a follow-up, a review or an erasure. The next ones are of children who are first screened later. So the tables of one year cannot be subtracted from those of another, unless children were erased and saved anew in between.",
      () => "They tell who is screened here and what is looked for. They are no study, and whoever counts them with those of another site may count a child twice.",
    ],
  },
  waiting: (closed, openNow, most) => `Not for publication: ${children(closed)} of years that are over wait for the next tables, which need ${told(most)}; ${children(openNow)} were first screened in the present year.`,
  take: "Take the tables out",
  titles: {
    boys: "Sex, and Ge where it can apply", "under-one": "Age at the newest screening", preterm: "Gestation at birth", "I-met": "I: intrauterine growth restriction", "M-met": "M: metaphyseal dysplasia", "A-met": "A: adrenal hypoplasia",
    "prominent-forehead": "Prominent forehead", hypotonia: "Hypotonia", hypercalciuria: "Hypercalciuria", confirmed: "What became of them",
  },
  rows: {
    boys: "Male, undetermined or unknown", "not-boys": "Female",
    "Ge-met": "Ge met", "Ge-supported": "Ge supported", "Ge-not-met": "Ge not met", "not-Ge-not-met": "Ge unknown",
    cryptorchidism: "Cryptorchidism observed", "not-cryptorchidism": "Cryptorchidism not observed", hypospadias: "Hypospadias observed", "not-hypospadias": "Hypospadias not observed",
    "under-one": "Under 1 year", "one-to-seventeen": "1 to 17 years", "not-one-to-seventeen": "Adult or unknown",
    preterm: "Before 37 weeks", term: "37 weeks and later", "not-term": "Unknown",
    ...letter("I"), iugr: "Growth restriction in pregnancy observed", "not-iugr": "Growth restriction in pregnancy not observed",
    "M-met": "Met", "M-supported": "Supported", "metaphyseal-dysplasia": "Metaphyseal dysplasia observed", "not-metaphyseal-dysplasia": "Metaphyseal dysplasia not observed", "not-M-supported": open,
    ...letter("A"), "adrenal-insufficiency": "Adrenal insufficiency observed", "not-adrenal-insufficiency": "Adrenal insufficiency not observed",
    ...feature("prominent-forehead"), ...feature("hypotonia"), ...feature("hypercalciuria"),
    confirmed: "Confirmed in CDKN1C: IMAGe syndrome", otherwise: "Another gene or condition, or not IMAGe", "not-otherwise": "No firm verdict",
  },
  columns: { row: "Children", children: "How many" },
};
