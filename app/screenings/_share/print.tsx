"use client";

/** The page on paper; what is only for the screen is left out by its style. */
export function Print({ name }: { name: string }) {
  return <button type="button" className="plain" onClick={() => window.print()}>{name}</button>;
}
