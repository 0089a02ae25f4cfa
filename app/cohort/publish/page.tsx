import { inEnglish, locale } from "@/app/locale";
import type { Metadata } from "next";
import { cohortWords } from "@/lib/cohort/wording";
import { sources } from "@/lib/screening/sources";
import { readEditions } from "@/lib/store/editions";
import { requireHere } from "@/app/account/here";
import { CitedAll, Out } from "@/app/evidence/cited";
import { cohortPageWords } from "@/app/cohort/wording";
import { EditionTables } from "./tables";
import { TakeTables } from "./take";
import "@/app/evidence/evidence.css";
import "@/app/cohort/cohort.css";

export const metadata: Metadata = { title: cohortPageWords.publish };

const methods = ["cms-cells", "wilson-1927", "newcombe-1998"] as const;
const { publish: told, interval } = cohortWords(locale);

export default async function PublishPage() {
  const member = await requireHere("export", "/cohort/publish");
  const { editions, least, waiting } = await readNow(member);
  const newest = editions.toReversed();
  return (
    <main id="main" className="page evidence cohort publish">
      <header>
        <h1>{told.title}</h1>
        <p className="sub">{told.about}</p>
        <p className="notice inside">{told.waiting(waiting.closed, waiting.open, 2 * least)}</p>
        {editions.length === 0 && <p className="notice">{told.none(2 * least)}</p>}
      </header>
      {editions.length > 0 && <TakeTables />}
      {newest.map((edition) => (
        <section key={edition.to} id={`to-${edition.to}`} aria-labelledby={`to-${edition.to}-title`} data-edition={edition.to}>
          <h2 id={`to-${edition.to}-title`}>{told.edition(edition.from, edition.to)}</h2>
          <p>{told.counted(edition.children, edition.to, edition.least)}</p>
          <EditionTables edition={edition} />
        </section>
      ))}
      <section id="how" aria-labelledby="how-title">
        <h2 id="how-title">{told.how.title}</h2>
        <ul>{told.how.all.map((sentence, at) => <li key={sentence(least)}>{sentence(least)} {at === 0 && <CitedAll of={["cms-cells"]} />}</li>)}</ul>
        <p className="fine">{interval} <CitedAll of={["wilson-1927", "newcombe-1998"]} /></p>
        <ul className="sources" {...inEnglish}>{methods.map((source) => <li key={source} id={`source-${source}`}><Out href={sources[source].url}>{sources[source].cite}</Out></li>)}</ul>
      </section>
    </main>
  );
}

/** The editions as of now; that they were looked at, or made, is dated. */
function readNow(member: Parameters<typeof readEditions>[0]) {
  return readEditions(member, new Date());
}
