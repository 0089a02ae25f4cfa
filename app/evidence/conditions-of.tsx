import type { FeatureId } from "@/lib/screening/checklist";
import type { When } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";

type Group = { lead: string; of: readonly FeatureId[] };

/** The groups of a row, all of which must hold, in the words that join them. */
function groupsOf({ any = [], among, excluded }: When): Group[] {
  const groups: Group[] = any.map((of) => ({ lead: of.length > 1 ? "one of" : "", of }));
  if (among) groups.push({ lead: `at least ${among.count} of`, of: among.of });
  if (excluded) groups.push({ lead: "excluded:", of: excluded });
  return groups;
}

/** What a row of the rules asks for, feature by feature, as the table holds it. */
export function ConditionsOf({ when }: { when: When }) {
  const { features } = words("en");
  return (
    <>
      {groupsOf(when).map(({ lead, of }, at) => (
        <span key={lead + of.join()} className="group">
          {(at > 0 || lead) && <i>{`${at > 0 ? "and " : ""}${lead} `}</i>}
          {of.map((feature, index) => <span key={feature}>{index > 0 && <span className="or"> · </span>}{features[feature]}</span>)}
        </span>
      ))}
    </>
  );
}
