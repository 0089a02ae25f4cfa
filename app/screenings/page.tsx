import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { Member } from "@/lib/access/guard";
import { may } from "@/lib/access/table";
import { parsePage } from "@/lib/screening/filter";
import type { Page } from "@/lib/screening/filter";
import { COUNTED, listScreenings } from "@/lib/store/lists";
import type { Listed } from "@/lib/store/lists";
import { readRetention } from "@/lib/store/retention";
import { requireHere } from "@/app/account/here";
import { sayRetention } from "@/app/account/wording";
import { Export } from "./_share/export";
import { Asked, FilterForm } from "./filter-form";
import type { Given } from "./filter-form";
import { Table } from "./table";
import { screeningsWords } from "./wording";
import "./list.css";

const LAST_QUARTER = 9;

const { title, all, toChecklist, list: told } = screeningsWords;

export const metadata: Metadata = { title };

type Questions = Record<string, string | string[] | undefined>;

export default async function Screenings({ searchParams }: { searchParams: Promise<Questions> }) {
  const questions = await searchParams;
  const given = pairs(questions);
  if (Object.values(questions).flat().includes("")) redirect(addressOf(given));
  const member = await requireHere("list", addressOf(given));
  const asked = parsePage(given);
  const found = "page" in asked ? await listNow(member, asked.page) : null;
  // What the list does not know is not said back: anything could stand in an address.
  const known = found ? given.map(([name, value]): [string, string] => [name, (name === "begins" && "page" in asked && asked.page.begins) || value]) : [];
  const mayExport = may(member.role, member.state, "export");
  const announced = await announcedNow(member);
  return (
    <main id="main" className="page">
      <h1>{title}</h1>
      <details className="work-out asking" open={found === null}>
        <summary>{told.asking}</summary>
        <FilterForm given={known} />
      </details>
      {announced && <p className="notice" data-retention>{announced}</p>}
      <Asked given={known} />
      {found === null && <p className="notice">{told.unknown} <a href="/screenings">{all}</a></p>}
      {found && <Found found={found} given={given} mayExport={mayExport} />}
      {found && mayExport && <Export asked={String(new URLSearchParams(given.filter(([name]) => !["after", "limit", "order"].includes(name))))} />}
    </main>
  );
}

/** What is erased at the end of the year for its age, in its last quarter. */
async function announcedNow(member: Member) {
  const now = new Date();
  return now.getUTCMonth() < LAST_QUARTER ? null : sayRetention(await readRetention(member, now));
}

/** The list as of now; that it was read is dated. */
function listNow(member: Member, page: Page) {
  return listScreenings(member, page, new Date());
}

/** The list that asks this; nothing more stands in an address that is sent or kept. */
const addressOf = (given: Given) => (given.length === 0 ? "/screenings" : `/screenings?${new URLSearchParams([...given])}`);

/** A form sends its empty fields too; they ask for nothing. */
function pairs(asked: Questions): [string, string][] {
  return Object.entries(asked).flatMap(([name, values]) => [values ?? []].flat().filter((value) => value !== "").map((value): [string, string] => [name, value]));
}

function Found({ found: { screenings, beside, total, next }, given, mayExport }: { found: Listed; given: Given; mayExport: boolean }) {
  const asks = given.some(([name]) => name !== "order" && name !== "after");
  if (total === 0) return <p className="notice">{asks ? told.noneFits : told.none} <a href={asks ? "/screenings" : "/"}>{asks ? all : toChecklist}</a></p>;
  const others = given.filter(([name]) => name !== "after");
  const later = given.some(([name]) => name === "after");
  return (
    <>
      <p className="sub" role="status">{told.count(total, COUNTED, asks)}</p>
      <Table screenings={screenings} beside={beside} mayExport={mayExport} />
      <p className="places">
        {later && <a href={`/screenings?${new URLSearchParams(others)}`}>{told.first}</a>}
        {next && <a rel="next" href={`/screenings?${new URLSearchParams([...others, ["after", next]])}`}>{told.next}</a>}
      </p>
    </>
  );
}
