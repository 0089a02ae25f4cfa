import type { Metadata } from "next";
import type { ReactNode } from "react";
import { table as rarity } from "@/lib/evidence/rarity";
import { table as unselected } from "@/lib/evidence/unselected";
import { validate } from "@/lib/evidence/validation";
import type { PublishedCase } from "@/lib/evidence/validation";
import { CHECKLIST_VERSION, HPO_RELEASE } from "@/lib/screening/checklist";
import { RULES_VERSION } from "@/lib/screening/rules";
import file from "@/lib/evidence/published.json";
import { Sources } from "./cited";
import { Criteria } from "./criteria";
import { Credits, Elsewhere } from "./elsewhere";
import { HazardsTold } from "./hazards-told";
import { Features, Panel } from "./listed";
import { Flags, History, Issues, Matches } from "./outcomes";
import { RarityTold } from "./rarity-told";
import { Condition, Use } from "./use";
import { Validated } from "./validated";
import { pageWords } from "./wording";
import "./evidence.css";

const { title, about, onThisPage, sections: titles, comparison } = pageWords;

export const metadata: Metadata = { title };

// The same cases and the same sums as `npm run validate`: they change with the program alone.
const validation = validate(file.cases as unknown as PublishedCase[]);

const sections: readonly { id: keyof typeof titles; content: ReactNode }[] = [
  { id: "use", content: <Use /> },
  { id: "condition", content: <Condition /> },
  { id: "criteria", content: <><Criteria /><Features /></> },
  { id: "matches", content: <Matches /> },
  { id: "flags", content: <><Flags /><Issues /></> },
  { id: "history", content: <History /> },
  { id: "comparison", content: <Comparison /> },
  { id: "validation", content: <Validated validation={validation} unselected={unselected} /> },
  { id: "rarity", content: <RarityTold table={rarity} /> },
  { id: "hazards", content: <HazardsTold /> },
  { id: "sources", content: <Sources /> },
  { id: "resources", content: <Elsewhere /> },
  { id: "credits", content: <Credits /> },
];

/** Why anyone should believe the summary, open to everybody. */
export default function EvidencePage() {
  return (
    <main id="main" className="page evidence">
      <header>
        <h1>{title}</h1>
        <p className="sub">{about(RULES_VERSION, CHECKLIST_VERSION, HPO_RELEASE)}</p>
      </header>
      <nav aria-label={onThisPage}><ol>{sections.map(({ id }) => <li key={id}><a href={`#${id}`}>{titles[id]}</a></li>)}</ol></nav>
      <div>
        {sections.map(({ id, content }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{titles[id]}</h2>
            {content}
          </section>
        ))}
      </div>
    </main>
  );
}

function Comparison() {
  return (
    <>
      <p>{comparison[0]}</p>
      <p>{comparison[1]}<code>docs/decisions/0008-likelihood-fixed-before-validation.md</code>.</p>
      <Panel />
    </>
  );
}
