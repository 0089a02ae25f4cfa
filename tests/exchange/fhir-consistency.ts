import type { questionnaire, QuestionnaireItem } from "@/lib/exchange/fhir-questionnaire";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId } from "@/lib/screening/checklist";

type Form = ReturnType<typeof questionnaire>;

export const itemsOf = (items: QuestionnaireItem[]): QuestionnaireItem[] => items.flatMap((item) => [item, ...itemsOf(item.item ?? [])]);
export const featureOf = ({ linkId }: QuestionnaireItem) => linkId.replace("finding.", "") as FeatureId;
const codesOf = ({ answerOption = [] }: QuestionnaireItem) => answerOption.map(({ valueCoding }) => valueCoding.code);

export function expressionsOf({ extension, item }: Form): string[] {
  return [...extension, ...itemsOf(item).flatMap((one) => one.extension ?? [])].flatMap(({ valueExpression }) => (valueExpression ? [(valueExpression as { expression: string }).expression] : []));
}

/** Where a list of a resource is empty, which FHIR's JSON does not allow, by path. */
export function emptyLists(value: unknown, at = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value) && value.length === 0) return [`${at} is an empty list`];
  return Object.entries(value).flatMap(([name, part]) => emptyLists(part, `${at}/${name}`));
}

/** What no validator looks at, and a form filler would suffer from: every complaint about a questionnaire of ours. */
export function inconsistencies(form: Form): string[] {
  const items = itemsOf(form.item);
  const links = new Map(items.map((item) => [item.linkId, item]));
  const twice = items.filter(({ linkId }, at) => items.findIndex((one) => one.linkId === linkId) !== at).map(({ linkId }) => `${linkId} twice`);
  const waiting = items.flatMap(({ linkId, enableWhen = [], enableBehavior }) => [
    ...(enableWhen.length > 1 && !enableBehavior ? [`${linkId} waits for several and does not say how`] : []),
    ...enableWhen.flatMap(({ question, answerCoding }) => {
      const target = links.get(question);
      return target?.type === "choice" && (!answerCoding || codesOf(target).includes(answerCoding.code)) ? [] : [`${linkId} waits for what ${question} cannot answer`];
    }),
  ]);
  const terms = items.flatMap((item) => {
    const hpo = featureIds.includes(featureOf(item)) ? checklist[featureOf(item)].hpo : null;
    const right = !hpo || (item.code?.[0]?.code === hpo.id && item.code[0].display === hpo.label);
    return right ? [] : [`${item.linkId} is not ${hpo.label}`];
  });
  const codes = new Set(items.flatMap(codesOf));
  const words = new Set(["finding.", "status.", "match.", "flag.", ...[...codes].map((code) => code.replace(/^\w+\./, ""))]);
  const named = expressionsOf(form).flatMap((expression) => [...expression.matchAll(/'([^']+)'/g)].map(([, name = ""]) => name));
  const lost = [...new Set(named)].filter((name) => !links.has(name) && !codes.has(name) && !words.has(name)).map((name) => `${name} is nowhere`);
  return [...twice, ...waiting, ...terms, ...lost];
}
