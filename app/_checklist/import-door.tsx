"use client";
import { useEffect, useRef, useState } from "react";
import type { ComponentType } from "react";
import type { Given } from "./import-file";
import "./import-door.css";

type Block = ComponentType<{ form: HTMLFormElement; given: { what: Given } | null }>;
type Props = Record<"title" | "about" | "drop" | "lost", string>;

/** Where a file comes in: unfolded, dropped anywhere on the page, or pasted outside of a field. What reads it is fetched then. */
export function ImportDoor({ title, about, drop, lost }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  const [over, setOver] = useState(false);
  const [given, setGiven] = useState<{ what: Given } | null>(null);
  const [opened, setOpened] = useState<{ Block: Block; form: HTMLFormElement } | "lost" | null>(null);
  const fetchOnce = (form: HTMLFormElement | null) => {
    if (form && (opened === null || opened === "lost")) import("./import").then(({ Import }) => setOpened({ Block: Import, form }), () => setOpened("lost"));
  };
  useEffect(() => follow(setOver, (what) => {
    setGiven({ what });
    if (details.current) details.current.open = true;
  }), []);
  return (
    <details ref={details} className="work-out" onToggle={(event) => event.currentTarget.open && fetchOnce(event.currentTarget.closest("form"))}>
      <summary>{title} <span className="unseen">{about}</span></summary>
      {over && <p className="drop">{drop}</p>}
      {opened === "lost" && <p className="notice">{lost}</p>}
      {opened !== null && opened !== "lost" && <opened.Block form={opened.form} given={given} />}
    </details>
  );
}

/** Hands over what is dropped or pasted, and tells whether something is held over the page. */
function follow(setOver: (over: boolean) => void, give: (what: Given) => void): () => void {
  const dragged = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    // Else the browser would leave the page for the file.
    event.preventDefault();
    setOver(event.type === "dragover" || event.relatedTarget !== null);
    if (event.type !== "drop") return;
    setOver(false);
    give([...event.dataTransfer.files]);
  };
  const pasted = ({ clipboardData, target }: ClipboardEvent) => {
    if (!clipboardData || (target instanceof Element && target.matches("input:not([type=radio], [type=checkbox]), textarea"))) return;
    const text = clipboardData.getData("text");
    // What is copied in an office program comes with a picture of itself.
    if (text === "" && clipboardData.files.length > 0) give([...clipboardData.files]);
    else if (/^\s*[[{]/.test(text)) give(text);
  };
  const drags = ["dragover", "dragleave", "drop"] as const;
  for (const type of drags) addEventListener(type, dragged);
  addEventListener("paste", pasted);
  return () => {
    for (const type of drags) removeEventListener(type, dragged);
    removeEventListener("paste", pasted);
  };
}
