import { locale } from "@/app/locale";
import type { Assessment, Reason } from "@/lib/screening/assess";
import type { Letter } from "@/lib/screening/rules";
import { sources } from "@/lib/screening/sources";
import { sayIssue, sayReason, sayTests, words } from "@/lib/screening/wording";
import { sheetWords } from "./wording";

/** The four letters, each with its status as form and as word, and the match: what is always in view. */
export function Letters({ assessment }: { assessment: Assessment }) {
  const { statuses, matches } = words(locale);
  const { letters, match } = assessment;
  return (
    <>
      <ol className="tiles">
        {(Object.keys(letters) as Letter[]).map((letter) => (
          <li key={letter} className={`tile ${letters[letter]}`} data-letter={letter} data-status={letters[letter]}>
            <b>{letter}</b> <small>{statuses[letters[letter]]}</small>
          </li>
        ))}
      </ol>
      <p className="match" data-match={match}>{matches[match].title}</p>
    </>
  );
}

/** Why, what to mind, and what would tell: live beside the checklist and on a saved screening alike. */
export function MatchSummary({ assessment }: { assessment: Assessment }) {
  const { matches, molecular } = words(locale);
  return (
    <>
      <p className="about">{matches[assessment.match].about}</p>
      {assessment.molecular && <p className="molecular">{molecular[assessment.molecular] ?? assessment.molecular}</p>}
      <h3>{sheetWords.why}</h3>
      <ul className="why">
        {assessment.reasons.map((reason) => <Why key={`${reason.letter}${reason.code}`} reason={reason} />)}
      </ul>
      <Issues assessment={assessment} />
      <Open assessment={assessment} />
      <p className="fine">{sheetWords.rules(assessment.rules)}</p>
    </>
  );
}

function Why({ reason }: { reason: Reason }) {
  const source = Object.hasOwn(sources, reason.source) ? sources[reason.source] : undefined;
  return (
    <li>
      <b>{reason.letter}</b>
      <span>{sayReason(reason, locale)}{reason.source !== "rules" && <cite>{source?.cite ?? reason.source}</cite>}</span>
    </li>
  );
}

function Issues({ assessment: { issues } }: { assessment: Assessment }) {
  if (issues.length === 0) return null;
  return (
    <>
      <h3>{sheetWords.mind}</h3>
      <ul className="issues">
        {issues.map((issue) => {
          const { what, todo, source } = sayIssue(issue, locale);
          return <li key={issue.code + issue.features.join()} className={issue.level}>{issue.level === "error" && <b>{sheetWords.contradiction} </b>}{what} {todo} {source !== "rules" && <cite>{sources[source].cite}</cite>}</li>;
        })}
      </ul>
    </>
  );
}

function Open({ assessment: { unknown } }: { assessment: Assessment }) {
  if (unknown.length === 0) return null;
  return (
    <>
      <h3>{sheetWords.tells}</h3>
      <ol className="tests">
        {unknown.map((open) => (
          <li key={open.letter ?? "genes"}><b>{open.letter ?? sheetWords.next}</b><span>{sayTests(open, locale).join("; ")}</span></li>
        ))}
      </ol>
    </>
  );
}
