"use client";
import { useEffect, useRef } from "react";

/** Says once that it is saved, to whom the save itself has led here: a reload or a copied address says it no more. */
export function Saved({ says }: { says: string }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (location.hash !== "#saved" || place.current === null) return;
    history.replaceState(null, "", location.pathname);
    place.current.textContent = says;
  }, [says]);
  return <b ref={place} role="status" />;
}
