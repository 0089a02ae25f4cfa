import "survey-core/survey-core.fontless.min.css";
import { FunctionFactory, Model } from "survey-core";
import { Survey } from "survey-react-ui";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

FunctionFactory.Instance.register("observedIn", ([findings]) => Object.values(findings ?? {}).filter((answer) => answer === "observed").length);
const columns = [{ value: "observed", text: "Observed" }, { value: "excluded", text: "Excluded" }, { value: "open", text: "Not assessed" }];
const model = new Model({
  elements: [
    { type: "expression", name: "score", title: "Observed", expression: "observedIn({findings})" },
    { type: "matrix", name: "findings", title: "Findings", columns, rows: window.rows.map(([value, text]) => ({ value, text })) },
  ],
});
createRoot(document.getElementById("form")).render(createElement(Survey, { model }));
