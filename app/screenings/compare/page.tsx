import type { Metadata } from "next";
import type { Member } from "@/lib/access/guard";
import { parseCode } from "@/lib/screening/code";
import { compare, likenesses } from "@/lib/screening/compare";
import type { Likened } from "@/lib/screening/compare";
import type { Screening } from "@/lib/screening/draft";
import { reviewWords } from "@/lib/screening/review-wording";
import { words } from "@/lib/screening/wording";
import { findTogether } from "@/lib/store/reviews";
import { requireHere } from "@/app/account/here";
import { Marks } from "@/app/_checklist/marks";
import { factNames, factsOf, FlagDot } from "@/app/screenings/told";
import "@/app/screenings/reviews.css";

export const metadata: Metadata = { title: "Compare" };

const MOST = 4;

type Props = { searchParams: Promise<{ code?: string | string[] }> };

export default async function Compare({ searchParams }: Props) {
  const asked = [(await searchParams).code ?? []].flat();
  const member = await requireHere("view", `/screenings/compare?${new URLSearchParams(asked.map((code) => ["code", code]))}`);
  const codes = [...new Set(asked.flatMap((code) => parseCode(code) ?? []))];
  if (codes.length < 2 || codes.length > MOST) return <Refused chosen={codes.length} gone={0} />;
  const all = await together(member, codes);
  if (all.length < 2) return <Refused chosen={all.length} gone={codes.length - all.length} />;
  const gone = codes.filter((code) => !all.some((one) => one.code === code));
  const rows = compare(all.map(({ findings }) => findings));
  return (
    <main id="main" className="page compare">
      <h1>{all.length} screenings side by side</h1>
      {gone.length > 0 && <p className="notice">Not there, or erased since: {gone.join(", ")}.</p>}
      {rows[0]?.likeness !== "different" && <p className="notice">No feature is observed in one and excluded in another.</p>}
      <div className="wide-table" tabIndex={0} role="region" aria-label="Screenings side by side">
        <table className="together">
          <caption className="unseen">Screenings side by side, differences first</caption>
          <Heads all={all} />
          <Facts all={all} />
          {likenesses.map((likeness) => <Group key={likeness} rows={rows.filter((row) => row.likeness === likeness)} columns={all.length} />)}
        </table>
      </div>
      <p className="places"><a href={`/screenings?${new URLSearchParams(codes.map((code) => ["code", code]))}`}>Only these in the list</a> <a href="/screenings">All screenings</a></p>
    </main>
  );
}

/** The screenings as of now; that they were opened is dated. */
function together(member: Member, codes: string[]) {
  return findTogether(member, codes, new Date());
}

function Refused({ chosen, gone }: { chosen: number; gone: number }) {
  return (
    <main id="main" className="page">
      <h1>Compare</h1>
      <p className="notice">Two to four screenings can be laid side by side; {chosen === 1 ? "one was chosen" : `${chosen} were chosen`}{gone > 0 && " that is still there"}. <a href="/screenings">Choose in the list</a></p>
    </main>
  );
}

function Heads({ all }: { all: Screening[] }) {
  const { matches } = words("en");
  return (
    <thead>
      <tr>
        <th scope="col"><span className="unseen">Feature</span></th>
        {all.map(({ code, assessment: { letters, match, flag } }) => (
          <th key={code} scope="col">
            <a href={`/screenings/${code}`}>{code}</a>
            <Marks letters={letters} />
            <span>{matches[match].title}</span> <FlagDot flag={flag} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** What differs comes first and with a mark beside its name, for who does not see the difference at once; what is not told of one does not differ. */
function Facts({ all }: { all: Screening[] }) {
  const facts = all.map((screening) => new Map<string, string>([...factsOf(screening), ["Rules", screening.assessment.rules], ["Year", String(screening.year)]]));
  const differs = (name: string) => new Set(facts.flatMap((one) => one.get(name) ?? [])).size > 1;
  const names = [...factNames, "Rules", "Year"].filter((name) => facts.some((one) => one.has(name))).sort((one, other) => Number(differs(other)) - Number(differs(one)));
  return (
    <tbody>
      {names.map((name) => {
        const values = facts.map((one) => one.get(name) ?? "not told");
        return <tr key={name} className={differs(name) ? "different" : undefined}><th scope="row">{name}</th>{values.map((value, index) => <td key={index}>{value}</td>)}</tr>;
      })}
    </tbody>
  );
}

function Group({ rows, columns }: { rows: Likened[]; columns: number }) {
  const [first] = rows;
  if (!first) return null;
  const { features } = words("en");
  const { likenesses: names, statuses: says } = reviewWords("en");
  const { title, about } = names[first.likeness];
  return (
    <tbody data-likeness={first.likeness}>
      <tr><th scope="rowgroup" colSpan={columns + 1}><h2>{title} ({rows.length})</h2><span className="fine">{about}</span></th></tr>
      {rows.map(({ feature, statuses }) => (
        <tr key={feature}><th scope="row">{features[feature]}</th>{statuses.map((status, index) => <td key={index} className={status ?? "open"}>{says[status ?? "not-assessed"]}</td>)}</tr>
      ))}
    </tbody>
  );
}
