import { exchangeWords } from "@/lib/exchange/wording";
import { CHECKLIST_VERSION, HPO_RELEASE } from "@/lib/screening/checklist";
import type { Part } from "@/lib/screening/checklist";
import { parseCode } from "@/lib/screening/code";
import { offlineWords } from "@/lib/screening/offline-wording";
import type { OfflineWords } from "@/lib/screening/offline-wording";
import { quickWords } from "@/lib/screening/quick-wording";
import { words } from "@/lib/screening/wording";
import { memberIfKnown } from "@/app/account/here";
import { locale } from "./locale";
import { rootWords } from "./wording";
import { Checklist } from "./_checklist/checklist";
import { Child, ContextPart, SizeFields, VariantPart } from "./_checklist/child";
import { FollowUp } from "./_checklist/follow-up";
import { followUpWords } from "./_checklist/follow-up-wording";
import { ImportDoor } from "./_checklist/import-door";
import { KeptCopy } from "./_checklist/kept-copy";
import { Opened } from "./_checklist/opened";
import { Ways } from "./_checklist/quick";
import { Rows } from "./_checklist/rows";

const { checklist: told } = rootWords;
const letters = ["I", "M", "A", "Ge"] as const;

export default async function ChecklistPage({ searchParams }: { searchParams: Promise<{ follows?: string | string[]; offline?: string }> }) {
  const [member, { follows, offline }] = await Promise.all([memberIfKnown(), searchParams]);
  const earlier = member && typeof follows === "string" ? parseCode(follows) : null;
  // What a browser keeps for when there is no network is asked for by its worker, as nobody.
  const isCopy = member === null && offline !== undefined;
  const Sheet = isCopy ? KeptCopy : Checklist;
  return (
    <main id="main">
      <h1 className="unseen">{told.title}</h1>
      <Sheet version={CHECKLIST_VERSION} draftKey={member?.draftKey ?? ""}>
        {isCopy && <Offline {...offlineWords(locale)} />}
        <noscript><p className="notice">{told.scriptsOff}</p></noscript>
        {earlier && <FollowUp code={earlier} said={followUpWords(earlier)} />}
        {/* Who signs in knows it, and a phone has no room for it. */}
        {member === null && !isCopy && <p className="sub wide">{rootWords.about}</p>}
        <Child />
        <ImportDoor {...exchangeWords(locale).door} />
        <Ways {...quickWords(locale).ways} />
        {letters.map((letter) => (
          <PartSection key={letter} part={letter} sign={letter} />
        ))}
        <PartSection part="face" />
        <PartSection part="body" />
        <Folded title={words(locale).parts.elsewhere.title} about={words(locale).parts.elsewhere.about}><Rows part="elsewhere" /></Folded>
        <Folded {...told.variant}><VariantPart /></Folded>
        <Opened block="family" className="folded" summary={<><h2>{told.family.title}</h2> <span className="sub">{told.family.about}</span></>} />
        <Folded {...told.context}><ContextPart /></Folded>
        <p className="fine">{told.versions(HPO_RELEASE, CHECKLIST_VERSION)}</p>
      </Sheet>
    </main>
  );
}

/** Plain text and a link: it is there before any script, and the link asks the network first. */
function Offline({ title, about, again }: OfflineWords) {
  return (
    <div className="notice" data-kept-copy="">
      <strong>{title}</strong> {about} <a href="/">{again}</a>
    </div>
  );
}

function PartSection({ part, sign = "" }: { part: Part; sign?: string }) {
  const { title, about } = words(locale).parts[part];
  return (
    <section aria-labelledby={`part-${part}`} data-part={part}>
      <span className="letter" aria-hidden="true">{sign}</span>
      <div>
        <h2 id={`part-${part}`}>{sign && <span id={`sign-${part}`} className="unseen">{sign}: </span>}{title}</h2>
        <p className="sub">{about}</p>
        {part === "I" && <><SizeFields /><Opened block="birth-size" className="work-out" summary={told.birthSize} /></>}
        {part === "A" && <Opened block="laboratory" className="work-out" summary={told.laboratory} />}
        <Rows part={part} />
      </div>
    </section>
  );
}

function Folded({ title, about, children }: { title: string; about: string; children: React.ReactNode }) {
  return (
    <details className="folded">
      <summary><h2>{title}</h2> <span className="sub">{about}</span></summary>
      {children}
    </details>
  );
}
