import type { Context } from "@/lib/screening/bands";
import type { FeatureId } from "@/lib/screening/checklist";
import type { When } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";

type Group = { lead: string; of: readonly FeatureId[] };

/** The groups of a row, all of which must hold, in the words that join them. */
function groupsOf({ any = [], among, excluded, known, open }: When): Group[] {
  const groups: Group[] = any.map((of) => ({ lead: of.length > 1 ? "one of" : "", of }));
  if (among) groups.push({ lead: `at least ${among.count} of`, of: among.of });
  if (excluded) groups.push({ lead: "excluded:", of: excluded });
  if (known) groups.push({ lead: "answered either way, one of", of: known });
  if (open) groups.push({ lead: "not assessed:", of: open });
  return groups;
}

const contexts: Record<keyof Context, string> = {
  steroids: "steroids given", surgeryPlanned: "surgery planned", earlySample: "sample taken before 24 hours of life", acthTwiceLimit: "ACTH above twice the upper limit",
};

/** What the context must say, each as a group of its own. */
const contextOf = ({ given = {} }: When) => (Object.entries(given) as [keyof Context, boolean][]).map(([what, wanted]) => `${wanted ? "" : "no "}${contexts[what]}`);

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
      {contextOf(when).map((what) => <span key={what} className="group"><i>and</i> {what}</span>)}
    </>
  );
}
