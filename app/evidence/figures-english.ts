/** The English of the figures: the rules and the comparison over published cases, and how rare the pattern is. */
export const figuresEnglish = {
  about: (all: number, cases: number, others: number, matches: string) =>
    `${all} individuals from papers were entered as a clinician would enter them. In ${cases} the condition is confirmed and on the panel of 39, and it is looked up where the comparison puts it. The other ${others} have no confirmed condition under a number of the panel, or are probably a child told twice; they are read for their letters. The match, over all ${all}: ${matches}.`,
  against: "What speaks against these figures",
  wrongOf: (way: string) => `${way}: not ranked first, and why`,
  cases: { title: (count: number) => `The ${count} with a confirmed condition of the panel`, about: "The place of the true condition, and its share.", columns: ["Case", "Letters and match"] },
  others: { title: (count: number) => `The ${count} others`, columns: ["Case, and what was found", "Letters and match", "The comparison puts first"] },
  end: "What a paper does not mention is not assessed, never excluded. A share is among 39 conditions and “none of them”, from equal starting shares; conditions that only their gene tells apart are added up where one is put first.",
  tallies: {
    caption: "Where the confirmed condition stands",
    true: "The true condition",
    first: "Ranked first",
    topThree: "In the top three",
    of: (n: number | string, of: number | string) => `${n} of ${of}`,
    pictured: (way: string, as: string, first: number, topThree: number, of: { first: number; topThree: number }) => `${way}, ${as}: ${first} of ${of.first} first, ${topThree} of ${of.topThree} in the top three.`,
    ranked: (release: string, untestable: number, of: number) =>
      `Ranked with HPO’s annotations of ${release} and what is listed below, from equal starting shares. Intervals are exact (Clopper and Pearson), 95 %. Without its own paper ${untestable} of ${of} cannot be tested: nothing counted of their condition is left then.`,
  },
  byHand: { title: "Added by hand beyond HPO’s annotations", condition: "Condition", from: "From", features: "Features", toldIn: (count: number) => `Of the ${count}, told in it` },
  wrong: {
    title: (way: string, count: number) => `${way}: ${count} not ranked first, and why`,
    about: "× says how far a sign moves the odds between the two. A sign that a source does not tell of is neutral there.",
    stands: (condition: string, place: string, share: string, range: string, leader: string) => `: ${condition} stands ${place} with ${share} (${range}). ${leader} leads.`,
    sides: { for: "For the leader", against: "Against the leader" },
    side: (title: string, gaps: readonly string[]) => `${title}: ${gaps.length > 0 ? gaps.join(". ") : "nothing"}.`,
  },
  row: { found: (what: string) => `Found: ${what}`, read: (what: string) => `; read: ${what}`, putFirst: "Put first", tooLittle: "; too little to tell", notTestable: "Not testable" },
  /** @example "3rd"; of at most 39 */
  nth: (place: number) => {
    const last = place % 10;
    return `${place}${place > 10 && place < 14 ? "th" : last === 1 ? "st" : last === 2 ? "nd" : last === 3 ? "rd" : "th"}`;
  },
  source: { source: "Source: ", licence: (licence: string, copyright: string) => `, ${licence}, ${copyright}.` },
  unselected: {
    title: "Children who were not chosen for resembling IMAGe",
    found: (read: string, of: number, first: string, topThree: string, tied: number, atBest: string) =>
      `Of ${read} published cases ${of} have a condition of the panel. Their condition is first in ${first} and in the top three in ${topThree}. In ${tied} it shares its place with others; were ties counted for it, ${atBest}.`,
    in: (n: string, range: string) => `${n} (${range})`,
    wouldBe: (n: number, range: string) => `${n} would be in the top three (${range})`,
    findings: (limit: string, middle: number, lower: number, upper: number, tooFew: number, of: number) =>
      `${limit} Half of them hold ${middle} findings or fewer, a quarter ${lower} or fewer, three quarters ${upper} or fewer; in ${tooFew} of ${of} the summary would say that too little was assessed.`,
    columns: { condition: "Condition", first: "First", topThree: "In the top three", tied: "Tied" },
    by: (rules: string, checklist: string, hpo: string, knowledge: string) => ` Ranked by rules ${rules}, checklist ${checklist}, HPO ${hpo} and its annotations of ${knowledge}, from equal starting shares.`,
  },
  rarity: {
    about: (of: string) =>
      `Counted over ${of} published cases of other genetic diseases, look-alikes among them. Most reports say nothing of most letters, so the share of all is too low; what is present is reported sooner than what is absent, so the share of those assessed is too high. It is the rarity of `,
    reported: "reported",
    aboutAfter: " patterns, not how well the rules tell conditions apart.",
    caption: "Patterns among published cases of other genetic diseases",
    columns: { least: "At least", all: (of: string) => `Of all ${of}`, known: "Of those with these letters known", which: "Which diseases" },
    intervals: "Intervals are exact, 95 %. I and A met is the core pair. ",
    by: (rules: string, checklist: string, hpo: string) => ` Read by rules ${rules}, checklist ${checklist} and HPO ${hpo}.`,
    ofAll: (of: string) => ` of ${of}`,
    withKnown: " with these letters known",
    none: "cannot be told",
  },
};
