"use client";
import { useState } from "react";
import type { ComponentType, ReactNode } from "react";
import { sheetWords } from "./wording";

type Block = ComponentType<{ form: HTMLFormElement }>;

const blocks = {
  "birth-size": () => import("./birth-size").then(({ BirthSize }): Block => BirthSize),
  laboratory: () => import("./laboratory").then(({ Laboratory }): Block => Laboratory),
  family: () => import("./family").then(({ FamilyBlock }): Block => FamilyBlock),
};

/** A part of the checklist that is fetched when somebody opens it, and stays as it is when it is folded again. */
export function Opened({ block, className, summary }: { block: keyof typeof blocks; className: string; summary: ReactNode }) {
  const [opened, setOpened] = useState<{ Block: Block; form: HTMLFormElement } | "lost" | null>(null);
  const fetchOnce = (form: HTMLFormElement | null) => {
    if (form && (opened === null || opened === "lost")) blocks[block]().then((Block) => setOpened({ Block, form }), () => setOpened("lost"));
  };
  return (
    <details className={className} data-block={block} onToggle={(event) => event.currentTarget.open && fetchOnce(event.currentTarget.closest("form"))}>
      <summary>{summary}</summary>
      {opened === "lost" && <p className="notice">{sheetWords.lost}</p>}
      {opened !== null && opened !== "lost" && <opened.Block form={opened.form} />}
    </details>
  );
}
