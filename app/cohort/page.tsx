import { inEnglish, locale } from "@/app/locale";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { may } from "@/lib/access/table";
import { cohortOf } from "@/lib/cohort/cohort";
import type { Cohort } from "@/lib/cohort/cohort";
import { cohortWords } from "@/lib/cohort/wording";
import { sources } from "@/lib/screening/sources";
import type { Source } from "@/lib/screening/sources";
import { countCohort } from "@/lib/store/cohort";
import { requireHere } from "@/app/account/here";
import { CitedAll, Out } from "@/app/evidence/cited";
import { Complete } from "./complete";
import { Features } from "./features";
import { TogetherTold } from "./together";
import { Verdicts } from "./verdicts";
import { cohortPageWords as frame } from "./wording";
import { Years } from "./years";
import "@/app/evidence/evidence.css";
import "./cohort.css";

export const metadata: Metadata = { title: frame.title };

const told = cohortWords(locale);
const methods: readonly Source[] = ["wilson-1927", "newcombe-1998"];

export default async function CohortPage() {
  const member = await requireHere("list", "/cohort");
  const cohort = cohortOf(await countNow(member));
  if (cohort.children === 0) return <main id="main" className="page"><h1>{frame.title}</h1><p className="notice">{told.empty} <a href="/">{frame.toChecklist}</a></p></main>;
  const sections = sectionsOf(cohort);
  return (
    <main id="main" className="page evidence cohort">
      <header>
        <h1>{frame.title}</h1>
        <p className="sub">{told.what}</p>
        <p className="sub">{told.counted(cohort.children, cohort.screenings)} {told.versions(cohort.rules)}</p>
        {may(member.role, member.state, "export") && <p><a href="/cohort/publish">{told.publish.link}</a></p>}
      </header>
      <nav aria-label={frame.onThisPage}><ol>{sections.map(({ id, title }) => <li key={id}><a href={`#${id}`}>{title}</a></li>)}</ol></nav>
      <div>
        {sections.map(({ id, title, about, content }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{title}</h2>
            {about && <p>{about}</p>}
            {content}
          </section>
        ))}
      </div>
    </main>
  );
}

/** The counts as of now; that they were read is dated. */
function countNow(member: Parameters<typeof countCohort>[0]) {
  return countCohort(member, new Date());
}

function sectionsOf(cohort: Cohort): { id: string; title: string; about?: string; content: ReactNode }[] {
  const own = told.own(cohort.children);
  const shared = <>{own} {told.by} <CitedAll of={methods} /></>;
  return [
    { id: "years", ...told.years, content: <><Years years={cohort.years} /><p className="fine">{own}</p></> },
    { id: "features", ...told.features, content: <><Features features={cohort.features} /><p className="fine">{shared}</p></> },
    { id: "together", ...told.together, content: <><TogetherTold together={cohort.together} /><p className="fine">{told.bars} {shared}</p></> },
    { id: "verdicts", ...told.verdicts, content: <><Verdicts verdicts={cohort.verdicts} /><p className="fine">{shared}</p></> },
    { id: "complete", ...told.complete, content: <><Complete completeness={cohort.completeness} /><p className="fine">{told.bars} {own}</p></> },
    { id: "sources", title: told.sources, content: <Sources cohort={cohort} /> },
  ];
}

/** Every source that this page points to, in full. */
function Sources({ cohort }: { cohort: Cohort }) {
  const cited = new Set<Source>([...methods, "begg-greenes-1983", ...cohort.features.flatMap(({ published, reported }) => [...published.map(({ source }) => source), ...reported])]);
  cited.delete("rules");
  return (
    <>
      <p>{told.interval} <CitedAll of={methods} /> {told.independent} {told.few}</p>
      <ul className="sources" {...inEnglish}>
        {[...cited].map((source) => {
          const { cite, url } = sources[source];
          return <li key={source} id={`source-${source}`}>{url ? <Out href={url}>{cite}</Out> : cite}</li>;
        })}
      </ul>
    </>
  );
}
