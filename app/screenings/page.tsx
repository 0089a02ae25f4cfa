import type { Metadata } from "next";
import type { Member } from "@/lib/access/guard";
import { ages, sexes } from "@/lib/screening/bands";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { Row } from "@/lib/screening/checklist";
import type { Screening } from "@/lib/screening/draft";
import { parsePage } from "@/lib/screening/filter";
import type { Page } from "@/lib/screening/filter";
import { matches } from "@/lib/screening/rules";
import type { Letter } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { listScreenings } from "@/lib/store/screenings";
import { requireHere } from "@/app/account/here";

export const metadata: Metadata = { title: "Screenings" };

type Asked = Record<string, string | string[] | undefined>;

export default async function Screenings({ searchParams }: { searchParams: Promise<Asked> }) {
  const given = pairs(await searchParams);
  const member = await requireHere("list", `/screenings?${new URLSearchParams(given)}`);
  const asked = parsePage(given);
  const found = "page" in asked ? await listNow(member, asked.page) : null;
  return (
    <main id="main" className="page">
      <h1>Screenings</h1>
      <Filter given={given} />
      {found === null && <p className="notice">The address asks for something that this list does not know. <a href="/screenings">Show all</a></p>}
      {found?.screenings.length === 0 && <p className="notice">{given.length ? "No screening fits these conditions." : "No screening has been saved yet."} <a href={given.length ? "/screenings" : "/"}>{given.length ? "Show all" : "To the checklist"}</a></p>}
      {found && found.screenings.length > 0 && <Table screenings={found.screenings} />}
      {found?.next && <p><a href={`/screenings?${new URLSearchParams([...given.filter(([name]) => name !== "after"), ["after", found.next]])}`}>Older screenings</a></p>}
    </main>
  );
}

/** The list as of now; that it was read is dated. */
function listNow(member: Member, page: Page) {
  return listScreenings(member, page, new Date());
}

/** A form sends its empty fields too; they ask for nothing. */
function pairs(asked: Asked): [string, string][] {
  return Object.entries(asked).flatMap(([name, values]) => [values ?? []].flat().filter((value) => value !== "").map((value): [string, string] => [name, value]));
}

function Filter({ given }: { given: [string, string][] }) {
  const { matches: matchNames, sexes: sexNames, ages: ageNames, features } = words("en");
  const chosen = (name: string) => given.find(([key]) => key === name)?.[1] ?? "";
  const offered = featureIds.filter((feature) => !(checklist[feature] as Row).importOnly);
  const options = <Value extends string>(values: readonly Value[], name: (value: Value) => string) => values.map((value) => <option key={value} value={value}>{name(value)}</option>);
  const letterStatuses = (["I", "M", "A", "Ge"] as const).flatMap((letter) => (["met", "supported", "not-met", "unknown"] as const).map((status) => `${letter}:${status}`));
  return (
    <form className="filter" method="get" action="/screenings">
      <label>Match<select name="match" defaultValue={chosen("match")}><option value="">Any</option>{options([...matches].reverse(), (match) => matchNames[match].title)}</select></label>
      <label>Letter<select name="letter" defaultValue={chosen("letter")}><option value="">Any</option>{options(letterStatuses, (status) => status.replace(":", " ").replace("-", " "))}</select></label>
      <label>Flag<select name="flag" defaultValue={chosen("flag")}><option value="">Any</option><option value="red">Red</option><option value="amber">Amber</option><option value="none">None</option></select></label>
      <label>Sex<select name="sex" defaultValue={chosen("sex")}><option value="">Any</option>{options(sexes, (sex) => sexNames[sex])}</select></label>
      <label>Age<select name="age" defaultValue={chosen("age")}><option value="">Any</option>{options(ages, (age) => ageNames[age])}</select></label>
      <label>Observed<select name="observed" defaultValue={chosen("observed")}><option value="">Any</option>{options(offered, (feature) => features[feature])}</select></label>
      <button type="submit">Show</button>
    </form>
  );
}

function Table({ screenings }: { screenings: Screening[] }) {
  const { matches: matchNames, statuses, sexes: sexNames, ages: ageNames } = words("en");
  return (
    <table className="list">
      <caption className="unseen">Saved screenings, newest first</caption>
      <thead><tr><th scope="col">Code</th><th scope="col">Letters</th><th scope="col">Match</th><th scope="col">Flag</th><th scope="col">Sex</th><th scope="col">Age</th><th scope="col">Year</th></tr></thead>
      <tbody>
        {screenings.map(({ code, assessment, sex, age, year }) => (
          <tr key={code}>
            <th scope="row"><a href={`/screenings/${code}`}>{code}</a></th>
            <td><span className="marks">{(Object.keys(assessment.letters) as Letter[]).map((letter) => <span key={letter} className={`tile ${assessment.letters[letter]}`} title={`${letter} ${statuses[assessment.letters[letter]]}`}><b>{letter}</b><span className="unseen"> {statuses[assessment.letters[letter]]}</span></span>)}</span></td>
            <td>{matchNames[assessment.match].title}</td>
            <td>{assessment.flag && <span className={`dot ${assessment.flag.level}`}>{assessment.flag.level === "red" ? "Red" : "Amber"}</span>}</td>
            <td>{sexNames[sex]}</td>
            <td>{ageNames[age]}</td>
            <td>{year}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
