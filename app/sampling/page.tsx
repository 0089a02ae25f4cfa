import type { Metadata } from "next";
import { inEnglish, locale } from "@/app/locale";
import { sampleIds, samples, samplingWords } from "@/lib/screening/sampling";
import { sources } from "@/lib/screening/sources";
import type { Source } from "@/lib/screening/sources";
import "./sampling.css";

const { title, first, columns, samples: said, note, own, sources: sourcesTitle, print } = samplingWords(locale);

export const metadata: Metadata = { title };

const undelayed: readonly Source[] = ["bornstein-2016", "miller-2019"];
const cited: readonly Source[] = [...new Set<Source>([...sampleIds.flatMap((sample) => samples[sample]), ...undelayed])];
const marksOf = (of: readonly Source[]) => of.map((source) => cited.indexOf(source) + 1).join(", ");

/** What to sample before steroids: one printed page to tick by hand, open to everybody. */
export default function SamplingPage() {
  return (
    <main id="main" className="page sampling">
      <h1>{title}</h1>
      <div className="notice">{first.map((line, at) => <p key={line}>{line} {at === 0 && <cite>[{marksOf(undelayed)}]</cite>}</p>)}</div>
      <table>
        <thead><tr><th scope="col">{columns.taken}</th><th scope="col">{columns.what}</th><th scope="col">{columns.why}</th></tr></thead>
        <tbody>
          {sampleIds.map((sample) => (
            <tr key={sample} data-sample={sample}>
              <td><Box /></td>
              <th scope="row">{said[sample].what}</th>
              <td>{said[sample].why} <cite>[{marksOf(samples[sample])}]</cite></td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{note.title}</h2>
      <ul className="asks">
        {note.asks.map(({ what, answers }) => <li key={what}>{what}: {answers.map((answer) => <span key={answer}><Box /> {answer}</span>)}</li>)}
      </ul>
      <h2>{sourcesTitle}</h2>
      <ol {...inEnglish}>{cited.map((source) => <li key={source}><Whole source={source} /></li>)}</ol>
      <p className="fine">{own} <span className="on-screen">{print}</span></p>
    </main>
  );
}

/** Ticked with a pen. */
function Box() {
  return <span className="box" aria-hidden="true" />;
}

function Whole({ source }: { source: Source }) {
  const { cite, url } = sources[source];
  return url ? <a href={url} rel="noreferrer">{cite}</a> : cite;
}
