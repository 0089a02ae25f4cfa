import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { expectClean } from "./clean";
import { open, test } from "./page";
import { keptPeople, speaker } from "./people";

const variant = { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true };
/** Known among the screenings of other tests by a finding that none of them has. */
const pair = { iugr: "observed", "adrenal-insufficiency": "observed", achalasia: "observed" };
const few = { iugr: "observed", "delayed-bone-age": "observed", achalasia: "observed" };

test("who matches and has no variant told is a filter away, the strongest match first", async ({ another, member, own }, info) => {
  const speaking = await speaker(own, keptPeople(info).clinician.state);
  for (const more of [{ findings: pair }, { findings: few }, { findings: pair, variant }]) {
    const data = { checklist: CHECKLIST_VERSION, sex: "female", age: "infant", ...more };
    expect((await speaking.post("/api/v1/screenings", { data, headers: { "idempotency-key": randomUUID() } })).status()).toBe(201);
  }
  const page = await another(await member("reviewer", "Vera Variant"));
  await open(page, "/screenings");
  await page.locator(".asking > summary").click();
  await page.getByRole("combobox", { name: "Observed" }).selectOption("achalasia");
  await page.getByRole("combobox", { name: "Variant" }).selectOption("None told: not tested, or none found");
  await page.getByRole("combobox", { name: "Order" }).selectOption("match");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.waitForURL("/screenings?variant=none&observed=achalasia&order=match");
  await expect(page.locator(".list tbody tr")).toContainText(["Core pair present", "Little of the pattern"]);
  await expect(page.locator(".asked")).toContainText("Variant: None told");
  await expectClean(page);
});
