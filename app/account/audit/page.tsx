import type { Metadata } from "next";
import { requireHere } from "@/app/account/here";
import { auditActions, namesBehind, readTrail } from "@/lib/access/trail";
import { parseCode } from "@/lib/screening/code";
import { accountWords, sayAction, utc } from "@/app/account/wording";

const { audit: told } = accountWords;

export const metadata: Metadata = { title: told.title };

type Trail = NonNullable<Awaited<ReturnType<typeof readTrail>>>;
type Asked = Record<string, string | string[] | undefined>;

const names = ["action", "member", "code", "after"] as const;

export default async function AuditPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const member = await requireHere("audit", "/account/audit");
  const given = filterOf(await searchParams);
  const { after: _after, ...kept } = given;
  const trail = await readTrail(member, given);
  const names = await namesBehind(member);
  return (
    <main id="main" className="page">
      <h1>{told.title}</h1>
      <p className="sub">{told.about(member.siteName)}</p>
      <Filter given={given} names={names} />
      {trail === null && <p className="notice">{told.unknown} <a href="/account/audit">{told.all}</a></p>}
      {trail?.events.length === 0 && <p className="notice">{told.none} <a href="/account/audit">{told.all}</a></p>}
      {trail && trail.events.length > 0 && <Table events={trail.events} />}
      {trail?.next && <p className="places"><a href={`/account/audit?${new URLSearchParams({ ...kept, after: trail.next })}`}>{told.older}</a></p>}
    </main>
  );
}

/** A form sends its empty fields too; they ask for nothing, and of a name given twice the first counts. */
function filterOf(asked: Asked): Partial<Record<(typeof names)[number], string>> {
  const given: Partial<Record<(typeof names)[number], string>> = Object.fromEntries(names.flatMap((name) => [asked[name] ?? []].flat().filter(Boolean).slice(0, 1).map((value) => [name, value])));
  // A code may be written as people write it.
  return given.code ? { ...given, code: parseCode(given.code) ?? given.code } : given;
}

function Filter({ given, names }: { given: ReturnType<typeof filterOf>; names: ReadonlyMap<string, string> }) {
  const { what, anything, who, anybody, screening, show } = told.filter;
  return (
    <form className="filter" method="get" action="/account/audit">
      <label>{what}<select name="action" defaultValue={given.action ?? ""}><option value="">{anything}</option>{auditActions.map((action) => <option key={action} value={action}>{sayAction(action)}</option>)}</select></label>
      <label>{who}<select name="member" defaultValue={given.member ?? ""}><option value="">{anybody}</option>{[...names].map(([id, name]) => <option key={id} value={id}>{name}</option>)}</select></label>
      <label>{screening}<input name="code" defaultValue={parseCode(given.code ?? "") ?? ""} placeholder="IS-XXXX-XXXX" autoComplete="off" spellCheck={false} maxLength={20} /></label>
      <button type="submit">{show}</button>
    </form>
  );
}

function Table({ events }: { events: Trail["events"] }) {
  return (
    <table className="register">
      <caption className="unseen">{told.caption}</caption>
      <thead><tr>{told.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
      <tbody>
        {events.map(({ id, at, actor, action, subject, code }) => (
          <tr key={id}>
            <td><time dateTime={at.toISOString()}>{utc(at)}</time></td>
            <td>{actor ?? told.nobody}</td>
            <td>{sayAction(action)}</td>
            <td>{subject} {code && <a href={`/screenings/${code}`}>{code}</a>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
