const values = [{ value: "observed", label: "Observed" }, { value: "excluded", label: "Excluded" }, { value: "open", label: "Not assessed" }];
window.Formio.createForm(document.getElementById("form"), {
  components: [
    { type: "number", key: "score", label: "Observed", input: true, disabled: true, calculateValue: "value = Object.values(data.findings || {}).filter((answer) => answer === 'observed').length" },
    { type: "survey", key: "findings", label: "Findings", input: true, questions: window.rows.map(([value, label]) => ({ value, label })), values },
  ],
});
