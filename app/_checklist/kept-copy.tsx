"use client";
import { useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { Checklist } from "./checklist";
import { lastKey } from "./whose";

const never = () => () => {};
const keyHere = () => lastKey(Date.now());

/** The checklist without a network: made for nobody, it goes on with the draft of whoever used this tab a short while ago. */
export function KeptCopy({ version, children }: { version: string; children: ReactNode }) {
  return <Checklist version={version} draftKey={useSyncExternalStore(never, keyHere, () => null)}>{children}</Checklist>;
}
