import type { Metadata } from "next";
import type { Member } from "@/lib/access/guard";
import { locale } from "@/app/locale";
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
import { screeningsWords } from "@/app/screenings/wording";
import "@/app/screenings/reviews.css";

const { compare: told, rulesAndYear } = screeningsWords;

export const metadata: Metadata = { title: told.title };

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
      <h1>{told.count(all.length)}</h1>
      {gone.length > 0 && <p className="notice">{told.gone(gone.join(", "))}</p>}
      {rows[0]?.likeness !== "different" && <p className="notice">{told.alike}</p>}
      <div className="wide-table" tabIndex={0} role="region" aria-label={told.region}>
        <table className="together">
          <caption className="unseen">{told.caption}</caption>
          <Heads all={all} />
          <Facts all={all} />
          {likenesses.map((likeness) => <Group key={likeness} rows={rows.filter((row) => row.likeness === likeness)} columns={all.length} />)}
        </table>
      </div>
      <p className="places"><a href={`/screenings?${new URLSearchParams(codes.map((code) => ["code", code]))}`}>{told.onlyThese}</a> <a href="/screenings">{told.all}</a></p>
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
      <h1>{told.title}</h1>
      <p className="notice">{told.refused(chosen, gone)} <a href="/screenings">{told.choose}</a></p>
    </main>
  );
}

function Heads({ all }: { all: Screening[] }) {
  const { matches } = words(locale);
  return (
    <thead>
      <tr>
        <th scope="col"><span className="unseen">{told.feature}</span></th>
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
  const facts = all.map((screening) => new Map<string, string>([...factsOf(screening), [rulesAndYear.rules, screening.assessment.rules], [rulesAndYear.year, String(screening.year)]]));
  const differs = (name: string) => new Set(facts.flatMap((one) => one.get(name) ?? [])).size > 1;
  const names = [...factNames, ...Object.values(rulesAndYear)].filter((name) => facts.some((one) => one.has(name))).sort((one, other) => Number(differs(other)) - Number(differs(one)));
  return (
    <tbody>
      {names.map((name) => {
        const values = facts.map((one) => one.get(name) ?? told.notTold);
        return <tr key={name} className={differs(name) ? "different" : undefined}><th scope="row">{name}</th>{values.map((value, index) => <td key={index}>{value}</td>)}</tr>;
      })}
    </tbody>
  );
}

function Group({ rows, columns }: { rows: Likened[]; columns: number }) {
  const [first] = rows;
  if (!first) return null;
  const { features } = words(locale);
  const { likenesses: names, statuses: says } = reviewWords(locale);
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
