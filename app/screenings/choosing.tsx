"use client";
import { useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { choosingWords } from "./choosing-wording";

const boxes = () => [...document.querySelectorAll<HTMLInputElement>("form.choose input[name=code]")];
const chosen = () => boxes().filter(({ checked }) => checked);
const counted = () => chosen().length;
const KEPT = "image-screen-chosen";

const changes = (told: () => void) => {
  const changed = () => {
    sessionStorage.setItem(KEPT, chosen().map(({ value }) => value).join(" "));
    told();
  };
  restore();
  told();
  document.addEventListener("change", changed);
  return () => document.removeEventListener("change", changed);
};

/** No page stays in the browser's memory, and its ticks go with it: whoever comes back to the list, as from a comparison, finds them again. */
function restore(): void {
  const [arrival] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (arrival?.type === "navigate") return sessionStorage.removeItem(KEPT);
  const kept = (sessionStorage.getItem(KEPT) ?? "").split(" ");
  for (const box of boxes()) box.checked ||= kept.includes(box.value);
}

function chooseAll() {
  const all = boxes();
  const every = all.every(({ checked }) => checked);
  for (const box of all) box.checked = !every;
  document.dispatchEvent(new Event("change"));
}

/** What can be done with the chosen: how many they are, and all of the page at once. Plain buttons before the scripts arrive. */
export function Choosing({ children }: { children: ReactNode }) {
  const count = useSyncExternalStore<number | null>(changes, counted, () => null);
  return (
    <p className="buttons chosen">
      <span role="status">{count ? choosingWords.chosen(count) : ""}</span>
      {count !== null && <button type="button" className="plain" onClick={chooseAll}>{choosingWords.all}</button>}
      {children}
    </p>
  );
}
