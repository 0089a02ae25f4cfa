import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium } from "@playwright/test";
import type { Page } from "@playwright/test";
import type { questionnaire } from "@/lib/exchange/fhir-questionnaire";
import type { toQuestionnaireResponse } from "@/lib/exchange/fhir-response";
import { CHROMIUM_ARGS, findChromium } from "../../browser/chromium.mjs";
import { oraclePath } from "../fhir-oracles";
import { VERSION } from "./fetch.mjs";

const dist = oraclePath("lforms/dist/lforms");
export const lformsAtHand = existsSync(dist) && (JSON.parse(readFileSync(oraclePath("lforms/package.json"), "utf8")) as { version: string }).version === VERSION;
export const lformsAbsent = `LHC-Forms ${VERSION} is not installed: npm ci in tests/exchange`;

export type Form = ReturnType<typeof questionnaire>;
export type Response = Pick<ReturnType<typeof toQuestionnaireResponse>, "resourceType" | "status" | "item">;

/** `saved` false: the answers count as just given, so that letters are worked out and not trusted. */
const script = `
window.show = async (form, response, saved) => {
  let shown = structuredClone(form);
  if (response) {
    shown = LForms.Util.mergeFHIRDataIntoLForms("QuestionnaireResponse", response, LForms.Util.convertFHIRQuestionnaireToLForms(shown, "R4"), "R4");
    shown.hasSavedData = saved;
  }
  await LForms.Util.addFormToPage(shown, "form", { fhirVersion: "R4" });
};
window.exported = () => LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4", "#form");
`;
const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Form</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/webcomponent/styles.css"></head>
<body><div id="form"></div><script src="/webcomponent/assets/lib/zone.min.js"></script><script src="/webcomponent/lhc-forms.js" type="module"></script>
<script defer src="/fhir/R4/lformsFHIR.min.js"></script><script>${script}</script></body></html>`;
const types: Record<string, string> = { js: "text/javascript", css: "text/css", png: "image/png" };

/** What the page can do; the functions of its script, called by name. */
type Driven = Window & { show: (form: Form, response: Response | null, saved: boolean) => Promise<void>; exported: () => Response; LForms?: { Util?: { addFormToPage?: unknown }; FHIR?: { R4?: unknown } } };

/** LHC-Forms in a real browser, served from this machine alone. `heard`: every complaint, and every request that left. */
export async function openForms() {
  const server = createServer(({ url = "/" }, answer) => {
    const path = new URL(url, "http://localhost").pathname;
    if (path === "/") return answer.setHeader("content-type", "text/html").end(html);
    if (path.includes("..") || !statSync(`${dist}${path}`, { throwIfNoEntry: false })?.isFile()) return answer.writeHead(404).end(path);
    return answer.setHeader("content-type", types[path.split(".").pop() ?? ""] ?? "text/plain").end(readFileSync(`${dist}${path}`));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath && { executablePath }) });
  const page = await browser.newPage({ viewport: { width: 1200, height: 3000 } });
  const heard: string[] = [];
  page.on("console", (message) => message.type() === "error" && heard.push(message.text()));
  page.on("response", (response) => !response.ok() && heard.push(`${response.status()} ${response.url()}`));
  page.on("pageerror", (error) => heard.push(String(error)));
  page.on("request", (request) => !request.url().startsWith(origin) && !request.url().startsWith("data:") && heard.push(`a request left: ${request.url()}`));
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => Boolean((window as unknown as Driven).LForms?.Util?.addFormToPage && (window as unknown as Driven).LForms?.FHIR?.R4));
  const close = async () => {
    await browser.close();
    server.close();
  };
  return { page, heard, close };
}

/** Shows a form, empty or with answers. */
export async function show(page: Page, form: Form, response: Response | null = null, saved = false): Promise<void> {
  await page.evaluate(([one, answers, kept]) => (window as unknown as Driven).show(one, answers, kept), [form, response, saved] as const);
}

/** What LHC-Forms would send. */
export async function exported(page: Page): Promise<Response> {
  return page.evaluate(() => (window as unknown as Driven).exported());
}
