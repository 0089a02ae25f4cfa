"use client";
import { lazy, useState, useSyncExternalStore } from "react";
import type { Part } from "@/lib/screening/checklist";

const Made = lazy(() => import("./finding-row").then(({ FindingRows }) => ({ default: FindingRows })));
const never = () => () => {};
/** The same object at every render: a new one would be written into the page. */
const AS_SERVED = { __html: "" };

/**
 * The rows of a part. The server's HTML is all there is of them: they are neither sent a second time as React's own payload nor
 * taken over by it, which was most of the page and of the wait for its scripts. Only a page that React has to make anew, as where
 * a translator has changed it before the scripts came, fetches them.
 */
export function Rows({ part }: { part: Part }) {
  const takesOver = useSyncExternalStore(never, () => false, () => true);
  const [served] = useState(takesOver);
  if (typeof window === "undefined" || !served) return <div><Made part={part} /></div>;
  // oxlint-disable-next-line react/no-danger -- nothing is written: an empty text tells React to leave alone what is inside
  return <div suppressHydrationWarning dangerouslySetInnerHTML={AS_SERVED} />;
}
