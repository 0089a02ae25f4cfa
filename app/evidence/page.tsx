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
import "./evidence.css";

export const metadata: Metadata = { title: "Evidence" };

// The same cases and the same sums as `npm run validate`: they change with the program alone.
const validation = validate(file.cases as unknown as PublishedCase[]);

const sections: readonly { id: string; title: string; content: ReactNode }[] = [
  { id: "use", title: "Intended use", content: <Use /> },
  { id: "condition", title: "The condition", content: <Condition /> },
  { id: "criteria", title: "The criteria", content: <><Criteria /><Features /></> },
  { id: "matches", title: "The match", content: <Matches /> },
  { id: "flags", title: "The flags", content: <><Flags /><Issues /></> },
  { id: "history", title: "Rules and their history", content: <History /> },
  { id: "comparison", title: "Comparing conditions", content: <Comparison /> },
  { id: "validation", title: "What was checked", content: <Validated validation={validation} unselected={unselected} /> },
  { id: "rarity", title: "How rare the pattern is", content: <RarityTold table={rarity} /> },
  { id: "hazards", title: "Hazards", content: <HazardsTold /> },
  { id: "sources", title: "Sources", content: <Sources /> },
  { id: "resources", title: "Where to read on", content: <Elsewhere /> },
  { id: "credits", title: "Credits", content: <Credits /> },
];

/** Why anyone should believe the summary, open to everybody. */
export default function EvidencePage() {
  return (
    <main id="main" className="page evidence">
      <header>
        <h1>Evidence</h1>
        <p className="sub">Why anyone should believe the summary, and where not to. Rules {RULES_VERSION}, checklist {CHECKLIST_VERSION}, HPO {HPO_RELEASE}. No paediatric endocrinologist has signed the rules yet.</p>
      </header>
      <nav aria-label="On this page"><ol>{sections.map(({ id, title }) => <li key={id}><a href={`#${id}`}>{title}</a></li>)}</ol></nav>
      <div>
        {sections.map(({ id, title, content }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{title}</h2>
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
      <p>
        Beside the letters, IMAGe syndrome and 38 look-alikes are ranked by how well each explains what was observed and excluded. A share is a share among these 39 conditions and “none of them”. It is never the probability that the child has the condition: the panel is closed, and its starting shares are those of nobody’s clinic.
      </p>
      <p>
        What a condition says nothing about is neutral. Small series count as small, relatives as one family, and findings with one cause are counted once. Every share has a 95 % interval. The model, with the reason for each number, was fixed by argument before any case was ranked, though not blind: the published cases had been read. What changed since is listed with it: <code>docs/decisions/0008-likelihood-fixed-before-validation.md</code>.
      </p>
      <Panel />
    </>
  );
}
