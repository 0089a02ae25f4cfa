import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { locale } from "@/app/locale";
import { assess } from "@/lib/screening/assess";
import { checklist, featureIds, HPO_RELEASE } from "@/lib/screening/checklist";
import type { Part } from "@/lib/screening/checklist";
import { parseCode } from "@/lib/screening/code";
import type { Code } from "@/lib/screening/code";
import type { Screening } from "@/lib/screening/draft";
import { words } from "@/lib/screening/wording";
import type { Member } from "@/lib/access/guard";
import { may } from "@/lib/access/table";
import { findFollowed } from "@/lib/store/reviews";
import { requireHere } from "@/app/account/here";
import { Erase } from "@/app/account/_forms/erase";
import { Conditions } from "@/app/_checklist/conditions";
import { FamilyTold } from "@/app/_checklist/family-told";
import { FlagBanner } from "@/app/_checklist/flag-banner";
import { Letters, MatchSummary } from "@/app/_checklist/match-summary";
import { Share } from "@/app/screenings/_share/share";
import { followsFromAnother } from "@/lib/screening/ticked";
import { factsOf } from "@/app/screenings/told";
import { rootWords } from "@/app/wording";
import { screeningsWords } from "@/app/screenings/wording";
import { Reviews } from "./reviews";
import { Saved } from "./saved";
import { Timeline } from "./timeline";
import "@/app/screenings/reviews.css";
import "./one.css";

const { sheet: told, origins } = screeningsWords;

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: parseCode((await params).code) ?? rootWords.nothing.title };
}

export default async function One({ params }: Props) {
  const asked = (await params).code;
  const member = await requireHere("view", `/screenings/${asked}`);
  const code = parseCode(asked);
  const found = code && (await findNow(member, code));
  if (!found) notFound();
  const { screening, standing, reviews, child } = found;
  const { assessment } = screening;
  const { code: _code, year: _year, assessment: _then, ...draft } = screening;
  const today = assess(draft);
  return (
    <main id="main" className="sheet one">
      <div className="rows">
        <h1>{screening.code}</h1>
        <p className="buttons">{may(member.role, member.state, "save") && <a className="button" href={`/?follows=${screening.code}`}>{told.followUp}</a>} <Saved says={told.justSaved} /></p>
        <Share code={screening.code} few={!may(member.role, member.state, "export")} />
        <dl className="facts">{factsOf(screening).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        {(["I", "M", "A", "Ge", "face", "body", "elsewhere"] as const).map((part) => <Findings key={part} part={part} screening={screening} />)}
        {screening.family && <p className="onward" aria-hidden="true">{screening.code}</p>}
        {screening.family && <FamilyTold family={screening.family} sex={screening.sex} reading={assessment.family ?? null} />}
        <Timeline child={child} code={screening.code} />
        <Reviews code={screening.code} standing={standing} reviews={reviews} draftKey={may(member.role, member.state, "review") ? member.draftKey : null} />
        <p className="fine">{told.saved(screening.year, assessment.rules, assessment.checklist, assessment.engine, HPO_RELEASE)}</p>
        {may(member.role, member.state, "erase") && <div className="buttons"><Erase code={screening.code} /></div>}
      </div>
      {/* It scrolls on a low screen, and its text must come into view by the keyboard too. */}
      <aside className="open" aria-label={told.summary} tabIndex={0}>
        {assessment.flag && <FlagBanner flag={assessment.flag} />}
        <div className="bar"><Letters assessment={assessment} /></div>
        <div className="more"><MatchSummary assessment={assessment} /></div>
        {today.rules !== assessment.rules && (
          <section className="more" aria-label={told.today}>
            <h2>{told.today}</h2>
            {today.flag && <FlagBanner flag={today.flag} />}
            <div className="bar"><Letters assessment={today} /></div>
            <MatchSummary assessment={today} />
          </section>
        )}
        <div className="more"><Conditions draft={draft} stored {...(assessment.family && { read: assessment.family })} /></div>
      </aside>
    </main>
  );
}

/** The screening as of now; that it was opened is dated. */
function findNow(member: Member, code: Code) {
  return findFollowed(member, code, new Date());
}

function Findings({ part, screening: { findings, origin } }: { part: Part; screening: Screening }) {
  const given = featureIds.filter((feature) => findings[feature] && checklist[feature].part === part);
  if (given.length === 0) return null;
  const { features, parts } = words(locale);
  return (
    <section data-part={part}>
      <span className="letter" aria-hidden="true">{part.length < 3 ? part : ""}</span>
      <div>
        <h2>{parts[part].title}</h2>
        <ul className="findings">
          {given.map((feature) => (
            <li key={feature} data-finding={feature}>
              <span>{features[feature]} <span className="hp">{checklist[feature].hpo.id}</span></span>
              <b className={findings[feature]}>{findings[feature] === "observed" ? told.observed : told.excluded}{origin?.[feature] ? `, ${origins[origin[feature]]}` : followsFromAnother(findings, feature) ? told.follows : ""}</b>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
