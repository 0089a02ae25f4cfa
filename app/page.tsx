import { exchangeWords } from "@/lib/exchange/wording";
import { checklist, CHECKLIST_VERSION, featureIds, HPO_RELEASE } from "@/lib/screening/checklist";
import type { Part } from "@/lib/screening/checklist";
import { parseCode } from "@/lib/screening/code";
import { words } from "@/lib/screening/wording";
import { memberIfKnown } from "@/app/account/here";
import { Checklist } from "./_checklist/checklist";
import { Child, ContextPart, SizeFields, VariantPart } from "./_checklist/child";
import { FollowUp } from "./_checklist/follow-up";
import { FindingRow } from "./_checklist/finding-row";
import { ImportDoor } from "./_checklist/import-door";
import { Opened } from "./_checklist/opened";

const letters = ["I", "M", "A", "Ge"] as const;

export default async function ChecklistPage({ searchParams }: { searchParams: Promise<{ follows?: string | string[] }> }) {
  const [member, { follows }] = await Promise.all([memberIfKnown(), searchParams]);
  const earlier = member && typeof follows === "string" ? parseCode(follows) : null;
  return (
    <main id="main">
      <h1 className="unseen">Checklist of IMAGe syndrome</h1>
      <Checklist version={CHECKLIST_VERSION} draftKey={member?.draftKey ?? ""}>
        <noscript><p className="notice">Scripts are off: the checklist can be read and printed, the summary cannot be worked out.</p></noscript>
        {earlier && <FollowUp code={earlier} />}
        <Child />
        <ImportDoor {...exchangeWords("en").door} />
        <p className="hint">Tab goes from row to row, arrow keys choose, I opens the definition.</p>
        {letters.map((letter) => (
          <PartSection key={letter} part={letter} sign={letter} />
        ))}
        <PartSection part="face" />
        <PartSection part="body" />
        <Folded title={words("en").parts.elsewhere.title} about={words("en").parts.elsewhere.about}><Rows part="elsewhere" /></Folded>
        <Folded title="Gene variant" about="Coded parts only."><VariantPart /></Folded>
        <Opened block="family" className="folded" summary={<><h2>Family</h2> <span className="sub">Who is affected, who carries the variant, and what that says.</span></>} />
        <Folded title="Context" about="Steroids, early samples, planned surgery."><ContextPart /></Folded>
        <p className="fine">This application uses the Human Phenotype Ontology (release {HPO_RELEASE}, hpo.jax.org). Checklist {CHECKLIST_VERSION}.</p>
      </Checklist>
    </main>
  );
}

function PartSection({ part, sign = "" }: { part: Part; sign?: string }) {
  const { title, about } = words("en").parts[part];
  return (
    <section aria-labelledby={`part-${part}`} data-part={part}>
      <span className="letter" aria-hidden="true">{sign}</span>
      <div>
        <h2 id={`part-${part}`}>{sign && <span id={`sign-${part}`} className="unseen">{sign}: </span>}{title}</h2>
        <p className="sub">{about}</p>
        {part === "I" && <><SizeFields /><Opened block="birth-size" className="work-out" summary="Work out from weight and length" /></>}
        {part === "A" && <Opened block="laboratory" className="work-out" summary="Work out from laboratory values" />}
        <Rows part={part} />
      </div>
    </section>
  );
}

function Rows({ part }: { part: Part }) {
  const shown = featureIds.filter((feature) => checklist[feature].part === part);
  return <>{shown.map((feature) => <FindingRow key={feature} feature={feature} />)}</>;
}

function Folded({ title, about, children }: { title: string; about: string; children: React.ReactNode }) {
  return (
    <details className="folded">
      <summary><h2>{title}</h2> <span className="sub">{about}</span></summary>
      {children}
    </details>
  );
}
