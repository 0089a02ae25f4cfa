"use client";
import { useSyncExternalStore } from "react";
import type { ReactNode } from "react";

const boxes = () => [...document.querySelectorAll<HTMLInputElement>("form.choose input[name=code]")];
const counted = () => boxes().filter(({ checked }) => checked).length;
const changes = (told: () => void) => {
  document.addEventListener("change", told);
  return () => document.removeEventListener("change", told);
};

function chooseAll() {
  const all = boxes();
  const every = all.every(({ checked }) => checked);
  for (const box of all) box.checked = !every;
  document.dispatchEvent(new Event("change"));
}

/** What can be done with the chosen: how many they are, and all of the page at once. Plain buttons before the scripts arrive. */
export function Choosing({ children }: { children: ReactNode }) {
  // A browser that comes back to the page has kept the ticks.
  const count = useSyncExternalStore<number | null>(changes, counted, () => null);
  return (
    <p className="buttons chosen">
      <span role="status">{count ? `${count} chosen` : ""}</span>
      {count !== null && <button type="button" className="plain" onClick={chooseAll}>All on this page</button>}
      {children}
    </p>
  );
}
