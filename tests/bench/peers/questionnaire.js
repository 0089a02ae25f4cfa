const CODES = "urn:image-screen:presence";
const EXTENSION = "http://hl7.org/fhir/StructureDefinition";
const OBSERVED = "%resource.item.where(linkId != 'score').answer.value.where(code = 'observed').count()";
const answers = [["observed", "Observed"], ["excluded", "Excluded"], ["open", "Not assessed"]].map(([code, display]) => ({ valueCoding: { system: CODES, code, display } }));
const radios = [
  { url: `${EXTENSION}/questionnaire-itemControl`, valueCodeableConcept: { coding: [{ system: "http://hl7.org/fhir/questionnaire-item-control", code: "radio-button" }] } },
  { url: `${EXTENSION}/questionnaire-choiceOrientation`, valueCode: "horizontal" },
];
const counted = [{ url: "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression", valueExpression: { language: "text/fhirpath", expression: OBSERVED } }];

/** The rows as a plain R4 Questionnaire. @param {[string, string][]} rows @param {boolean} scored with a score that the form works out */
export function questionnaire(rows, scored) {
  const score = { extension: counted, linkId: "score", text: "Observed", type: "integer", readOnly: true };
  const findings = rows.map(([linkId, text]) => ({ extension: radios, linkId, text, type: "choice", answerOption: answers }));
  return { resourceType: "Questionnaire", status: "draft", title: "Findings", item: [...(scored ? [score] : []), ...findings] };
}
