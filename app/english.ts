/** The English of what stands on every page, of the page that is not there, and of what frames the checklist. */
export const rootEnglish = {
  title: "IMAGe Screen",
  description: "A screening aid for IMAGe syndrome.",
  skip: "To the content",
  aid: "Screening aid, for professionals",
  about: "For clinicians: tick which features a child has, and see how they fit IMAGe syndrome, a rare condition with small size at birth, bone changes, adrenal failure and, in boys, genital anomalies.",
  navigation: {
    main: "Main",
    checklist: "Checklist",
    screenings: "Screenings",
    cohort: "Cohort",
    evidence: "Evidence",
    members: "Members",
    audit: "Audit",
    signIn: "Sign in",
  },
  nothing: {
    title: "Nothing here",
    about: "There is no page or screening of that name, or it is not open to your site or your role. Codes look like IS-XXXX-XXXX.",
    screenings: "To the saved screenings",
    checklist: "To the checklist",
  },
  checklist: {
    title: "Checklist of IMAGe syndrome",
    scriptsOff: "Scripts are off: the checklist can be read and printed, the summary cannot be worked out.",
    variant: { title: "Gene variant", about: "Coded parts only." },
    family: { title: "Family", about: "Who is affected, who carries the variant, and what that says." },
    context: { title: "Context", about: "Steroids, early samples, planned surgery." },
    birthSize: "Work out from weight and length",
    laboratory: "Work out from laboratory values",
    versions: (hpo: string, checklist: string) => `This application uses the Human Phenotype Ontology (release ${hpo}, hpo.jax.org). Checklist ${checklist}.`,
  },
};
