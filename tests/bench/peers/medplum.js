import "@mantine/core/styles.css";
import "@medplum/react/styles.css";
import { MantineProvider } from "@mantine/core";
import { MedplumClient } from "@medplum/core";
import { MedplumProvider, QuestionnaireForm } from "@medplum/react";
import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import { questionnaire } from "./questionnaire.js";

const form = questionnaire(window.rows, false);
const medplum = new MedplumClient({ fetch: async () => new Response("{}", { status: 404 }) });

// A number that the form works out is not drawn anew by it: the page counts what the form reports.
function Scored() {
  const [score, setScore] = useState(0);
  const count = ({ item = [] }) => setScore(item.filter(({ answer }) => answer?.[0]?.valueCoding?.code === "observed").length);
  return [createElement("output", { key: "score" }, score), createElement(QuestionnaireForm, { key: "form", questionnaire: form, onChange: count, onSubmit: () => {} })];
}

createRoot(document.getElementById("form")).render(createElement(MedplumProvider, { medplum }, createElement(MantineProvider, null, createElement(Scored))));
