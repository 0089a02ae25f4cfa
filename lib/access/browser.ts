/** All that a session keeps of a browser: enough to recognise one's own in a list, too little to recognise a person. */
export const BROWSER_FAMILIES = ["Firefox", "Chrome", "Edge", "Safari", "Opera", "Samsung Internet", "other"] as const;

export type BrowserFamily = (typeof BROWSER_FAMILIES)[number];

// In this order: Edge, Opera and Samsung Internet call themselves Chrome as well, and all but Firefox call themselves
// Safari. A library knows versions, devices and robots besides, which must not be known here.
const SIGNS: [BrowserFamily, RegExp][] = [
  ["Edge", /\b(Edg|EdgA|EdgiOS|Edge)\//],
  ["Opera", /\b(OPR|OPiOS|OPT|Opera)\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Chrome", /(Chrome|\bChromium|\bCriOS)\//],
  ["Safari", /\bVersion\/.*\bSafari\//],
];

/** The family that a User-Agent header claims; "other" where there is none or none that is known. */
export function browserFamily(userAgent: string | null): BrowserFamily {
  return SIGNS.find(([, sign]) => sign.test(userAgent ?? ""))?.[0] ?? "other";
}
