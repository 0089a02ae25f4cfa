/** A test by file and title; tests/evidence/hazards.test.ts fails where one is gone. */
export type Shown = { readonly file: string; readonly title: string };

/** What could harm a child or its privacy through this program, what is done against it, and what remains with people. */
export interface Hazard {
  readonly id: string;
  readonly hazard: string;
  readonly mitigation: string;
  readonly remains: string;
  readonly tests: readonly [Shown, ...Shown[]];
}

const at = (file: string, ...titles: [string, ...string[]]): [Shown, ...Shown[]] => {
  const [first, ...more] = titles;
  return [{ file: `tests/${file}`, title: first }, ...more.map((title) => ({ file: `tests/${file}`, title }))];
};

/** Gravest first within each group: the child, the reading, the rules and figures, the screening and whose it is. */
export const hazards: readonly Hazard[] = [
  {
    id: "crisis-missed",
    hazard: "An adrenal crisis is missed, or treatment waits for the screening.",
    mitigation: "A red flag rises with the finding, before anything is saved, whatever the match. It says to treat by local protocol and not to wait. Acknowledged, it comes back with a new sign, and it is always on the printed page.",
    remains: "The program sees only what is ticked. No flag does not mean no crisis.",
    tests: [
      ...at("screening/assess.test.ts", "red shock: shock", "red leaves no amber row beside it"),
      ...at("browser/checklist.spec.ts", "the red flag appears, can be acknowledged, comes back with a new sign and prints"),
    ],
  },
  {
    id: "steroids",
    hazard: "Cortisol is read after steroids: falsely low, or falsely taken as adrenal failure.",
    mitigation: "Steroid exposure is asked for; with it, every finding on cortisol or insufficiency carries a warning that it cannot be read, and endocrinology is to say when to sample again.",
    remains: "The warning appears only where the exposure was entered, the mother's included.",
    tests: at("screening/assess.test.ts", "steroids-hide-cortisol, warning: low-cortisol", "steroids-hide-cortisol, warning: -adrenal-insufficiency"),
  },
  {
    id: "preterm",
    hazard: "What is normal for a preterm baby is read as a sign: undescended testes, poor feeding, one odd electrolyte, a high 17-OHP.",
    mitigation: "Undescended testes without I or A never go beyond “Little of the pattern”. Vomiting with poor feeding, or one electrolyte alone, moves no letter. A high 17-OHP lowers none, and says that preterm babies screen falsely high.",
    remains: "The rules do not correct for gestation beyond the size z-score.",
    tests: [
      ...at("screening/letters.test.ts", "5 vomiting with feeding difficulty only", "4 hyponatremia alone"),
      ...at("screening/assess.test.ts", "17-OHP alone caps no letter"),
      ...at("screening/cases.test.ts", "preterm-normal-size"),
    ],
  },
  {
    id: "insufficient",
    hazard: "“Too little assessed” is taken as reassurance.",
    mitigation: "The words say that not enough is known. The tests that would tell stand beside it, the adrenal axis first. No colour runs from green to red, and nothing is called normal.",
    remains: "Whoever reads only the headline.",
    tests: [...at("screening/assess.test.ts", "starts with the adrenal axis where I is met"), ...at("evidence/page.test.ts", "no match is told as reassurance or as proof")],
  },
  {
    id: "weak-match",
    hazard: "A weak match is read as exclusion.",
    mitigation: "“Little of the pattern” says that it does not rule the syndrome out. The bones are not required, since proven siblings had none of the changes; a normal x-ray before the age of five leaves the letter M open.",
    remains: "A child seen early, before bones and adrenal glands show, can fit little.",
    tests: [...at("screening/letters.test.ts", "3 excluded, newborn"), ...at("evidence/page.test.ts", "no match is told as reassurance or as proof")],
  },
  {
    id: "strong-match",
    hazard: "A strong match is read as proof.",
    mitigation: "“Core pair” names the conditions that share it, and the genes to test follow. The gene variant stands apart: it moves no letter, and counts as established only with its maternal origin tested.",
    remains: "Most of the published children who have the core pair have another gene.",
    tests: [
      ...at("screening/assess.test.ts", "never moves a letter, the match or the flag; no variant, no meaning"),
      ...at("evidence/page.test.ts", "no match is told as reassurance or as proof"),
    ],
  },
  {
    id: "share",
    hazard: "A share among 39 conditions is read as the probability that the child has one.",
    mitigation: "Shares are of a closed panel with “none of them”, add up to 1, and come with an interval and a note where too little was assessed. The page says what a share is not.",
    remains: "A high share of little knowledge is still little knowledge.",
    tests: [
      ...at("evidence/properties.test.ts", "39 conditions are ranked, the shares and none add up to 1, each interval holds its share"),
      ...at("evidence/page.test.ts", "says what a share is not"),
    ],
  },
  {
    id: "look-alike",
    hazard: "A look-alike is overlooked: congenital adrenal hyperplasia, MIRAGE, the POLE form, rickets.",
    mitigation: "All 39 conditions are always ranked, none is dropped. Signs that point elsewhere raise a warning with the next step, whatever the match. One finding can move the odds no more than thirtyfold.",
    remains: "Conditions outside the panel, and findings that the checklist does not hold.",
    tests: [
      ...at("screening/assess.test.ts", "points-to-congenital-adrenal-hyperplasia, warning: high-17ohp", "low-platelets-point-to-mirage, warning: thrombocytopenia", "rickets-looks-alike, note: metaphyseal-cupping"),
      ...at("evidence/likelihood.test.ts", "no single finding moves the odds more than thirtyfold, one of a letter not more than tenfold"),
    ],
  },
  {
    id: "absent-excluded",
    hazard: "What was not looked at is taken as absent.",
    mitigation: "Three answers in every row; untouched means not assessed, on the page, in what is saved and in what is imported. An excluded finding is silent below the age from which it shows.",
    remains: "“Excluded” ticked for an x-ray that was never taken.",
    tests: [
      ...at("screening/properties.test.ts", "an observed finding set to not assessed never raises the match"),
      ...at("evidence/likelihood.test.ts", "metaphyses excluded in the age band newborn", "a well child without vomiting is no evidence against adrenal failure of which no source tells vomiting"),
      ...at("evidence/properties.test.ts", "leaves two conditions that say nothing about it as they stood"),
    ],
  },
  {
    id: "sex-age",
    hazard: "A wrong or missing sex or age band changes what a letter means.",
    mitigation: "Without the sex the letter Ge stays unknown and says so. Male findings in a girl, and 46,XY in a child recorded as female, raise a warning. An unknown age never counts as old enough.",
    remains: "A wrong band that contradicts nothing else.",
    tests: [
      ...at("screening/assess.test.ts", "male-finding-in-female, warning: micropenis", "recorded-female-46xy, warning: female-genitalia-46xy"),
      ...at("screening/properties.test.ts", "a female has no Ge, unless 46,XY was found"),
      ...at("screening/letters.test.ts", "3 excluded, unknown"),
    ],
  },
  {
    id: "units",
    hazard: "A wrong unit or a lost decimal: grams for a z-score, −25 for −2.5.",
    mitigation: "A z-score is taken between −9.9 and 9.9 only; a weight, a length, a gestation that cannot be right is refused at its field with the likely cause, and one that is unusual must be checked. A measured weight that contradicts its tick raises a warning.",
    remains: "A z-score from another growth standard looks the same. Pounds that give a usual z-score cannot always be told from kilograms, least of all without a length beside them. Where the two parts of the standard meet, at 33 weeks, the same size jumps in z; the page says so.",
    tests: [
      ...at("growth/reading.test.ts", "a size without a gestation, or with one that is wrong or not covered, is not written", "beyond 5 it waits until that very number was checked; beyond 9.9 it is refused"),
      ...at("browser/birth-size.spec.ts", "what cannot be right is refused at its field with the likely cause, and nothing is written"),
      ...at("browser/checklist.spec.ts", "a z-score is taken as people write it, and one that is none is never dropped in silence"),
      ...at("screening/assess.test.ts", "measured-size-outranks-tick, warning: sga"),
    ],
  },
  {
    id: "laboratory",
    hazard: "A laboratory value is misread: another unit, another laboratory's range, after steroids or on the first day.",
    mitigation: "Value and limits are read in one unit, with the laboratory's own limits and none built in but a society's for a newborn's glucose. What is impossible is refused with its likely cause; what is extreme yet possible is asked about and never lost. After steroids cortisol is left open; an early sample carries its caution. An answer by hand is never changed; every finding can be overruled, and says that it was measured.",
    remains: "Limits copied wrongly. A value within limits can still be wrong for an ill child.",
    tests: [
      ...at("screening/laboratory.test.ts", "a value without the limit of its side decides nothing and says why", "never turns one quantity of renin into another"),
      ...at("checklist/laboratory-written.test.ts", "an answer by hand is never changed"),
      ...at("screening/laboratory-decisions.test.ts", "is left open, low or not, and says so", "a sample before 24 hours of life is noted where cortisol or 17-OHP is known"),
    ],
  },
  {
    id: "family",
    hazard: "A family is read with more certainty than it has: a gene is given up, or a relative reassured.",
    mitigation: "A way of inheriting is called contradicted only where no genotypes agree with what is told, and the reading names by whom, and what would explain it after all. Recurrence is never none. No letter or match moves by it.",
    remains: "What is told of relatives can be wrong or incomplete. No clinical geneticist has signed these rules.",
    tests: at("family/inheritance.test.ts", "what is contradicted stays so, whatever else becomes known; only related parents can change that", "a mother who tested negative leaves a risk; a second child then needs mosaicism"),
  },
  {
    id: "import",
    hazard: "An imported term is mapped to the wrong row, or dropped in silence.",
    mitigation: "Terms are read by one generated map of the HPO release; what has no row is listed, obsolete ids are replaced and named, a contradiction is an error. Terms that would mislead, such as café-au-lait spots under pigmentation, are taken out by name.",
    remains: "A file that coded the wrong term.",
    tests: [
      ...at("screening/hpo-map.test.ts", "what means nothing here is listed once, as it came", "an old id is read as the one in force, and told", "both at once is an error that names the terms, told once"),
      ...at("screening/checklist.test.ts", "says what counts where the HPO hierarchy alone would decide wrongly"),
    ],
  },
  {
    id: "stale-rules",
    hazard: "An old screening is read by rules that have changed, or new rules rewrite an old one.",
    mitigation: "A screening keeps its assessment with the versions of rules, checklist and program, and cannot be changed. Where today's rules differ, today's assessment stands beside it. A code that is not known any more is shown as it was stored.",
    remains: "Nobody is told when rules change; the changelog names it.",
    tests: [
      ...at("store/screenings.test.ts", "is read back as it was, with the assessment that the rules make of it"),
      ...at("screening/wording.test.ts", "is shown as it was stored: \"retired-code\""),
      ...at("evidence/page.test.ts", "shows the rules by their version, which the history ends with"),
    ],
  },
  {
    id: "lost-doubled",
    hazard: "A save is lost, or one child is saved twice.",
    mitigation: "Until the server has answered, draft and save stay in the tab, also through a reload, a new sign-in or a restart of the server, and the page says whether it is saved, is not yet, or may be. Each save has a key: repeated with it, the same code comes back. What is changed after a save that may have been made becomes a screening only when the member says which. Screening and audit line are written together or not at all.",
    remains: "The same child entered twice by two people.",
    tests: [
      ...at("browser/checklist.spec.ts", "an unanswered save says so, keeps the answers and is not saved twice"),
      ...at("browser/interrupted.spec.ts", "an answer that was lost is asked for with the same key, also after a reload in the middle: one screening", "edited after a lost answer, nothing of it wanted: the screening that was saved opens"),
      ...at("browser/interrupted-session.spec.ts", "signed out after a lost answer: signing in here settles it with the same key, and nobody is asked whether to leave"),
      ...at("browser/restart.spec.ts", "a server that is killed while it saves, and one that restarts in order: each screening is saved once, by itself"),
      ...at("store/screenings.test.ts", "twenty times at once saves once", "where its audit line cannot be written"),
    ],
  },
  {
    id: "wrong-child",
    hazard: "A mistyped code opens another child's screening, or a new screening follows the wrong one.",
    mitigation: "Codes are random and carry a check symbol that finds every single wrong symbol and every exchange of two. What a screening follows must exist at the same site. Finished drafts are forgotten.",
    remains: "Which code belongs to which child is kept by the clinic, not here.",
    tests: [
      ...at("screening/code.test.ts", "every single wrong symbol is caught", "every exchange of two differing symbols is caught, adjacent or not"),
      ...at("store/screenings.test.ts", "follows an earlier one, which must be there"),
    ],
  },
  {
    id: "shared-computer",
    hazard: "A draft is left on a shared computer and seen, or saved, by the next person.",
    mitigation: "A draft belongs to the tab and the member, lasts twelve hours at most and goes with signing out. Sessions end after half an hour without use.",
    remains: "A screen that is left open.",
    tests: [
      ...at("browser/draft.spec.ts", "another member who signs in after an ended session finds no draft, and neither does the first one after that", "signed out means signed out: no page comes back, and the draft is gone in every tab"),
      ...at("access/matrix.test.ts", "ends a session after half an hour without use and at its twelfth hour, by time alone"),
    ],
  },
  {
    id: "reidentification",
    hazard: "A child is recognised from a saved screening.",
    mitigation: "No name, date, text or file is stored, and there is no place for one; age and gestation are bands, size is rounded. What people type elsewhere reaches no screening, log or file.",
    remains: "De-identified is not anonymous: with some dozens of published cases a combination of features can be a fingerprint.",
    tests: [
      ...at("store/screenings.test.ts", "has no column for a name, a date, a text or a file"),
      ...at("access/sentinel.test.ts", "is in no screening, nor is what people typed"),
    ],
  },
  {
    id: "other-site",
    hazard: "Another site's screenings are seen or changed.",
    mitigation: "Two walls: every page and handler asks one table of rights, and the database itself shows a site its own rows alone. Another site's code looks like one that never was.",
    remains: "Whoever administers the database server sees everything.",
    tests: [
      ...at("access/matrix.test.ts", "does not tell another site's screening from none"),
      ...at("store/forgetting.test.ts", "where every query forgets its site, the second wall still keeps the sites apart"),
    ],
  },
];
