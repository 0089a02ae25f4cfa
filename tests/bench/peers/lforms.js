import { questionnaire } from "./questionnaire.js";

function show() {
  if (window.LForms?.Util?.addFormToPage && window.LForms.FHIR?.R4) window.LForms.Util.addFormToPage(questionnaire(window.rows, true), "form", { fhirVersion: "R4" });
  else requestAnimationFrame(show);
}
show();
