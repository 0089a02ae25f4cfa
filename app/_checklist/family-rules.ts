/** The rules of inheritance, fetched with the first thing that is told of a family: once, whoever asks. */
export const fetchRules = () => import("@/lib/family/inheritance");

/** The same with what says it. */
export async function fetchReader() {
  const [{ readFamily }, { Reading }] = await Promise.all([fetchRules(), import("./family-reading")]);
  return { readFamily, Reading };
}
