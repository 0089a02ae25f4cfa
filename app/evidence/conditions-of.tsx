import { locale } from "@/app/locale";
import type { Context } from "@/lib/screening/bands";
import type { FeatureId } from "@/lib/screening/checklist";
import type { When } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { rulesWords } from "./wording";

const { context, groups: leads } = rulesWords;

type Group = { lead: string; of: readonly FeatureId[] };

/** The groups of a row, all of which must hold, in the words that join them. */
function groupsOf({ any = [], among, excluded, known, open }: When): Group[] {
  const groups: Group[] = any.map((of) => ({ lead: of.length > 1 ? leads.oneOf : "", of }));
  if (among) groups.push({ lead: leads.atLeast(among.count), of: among.of });
  if (excluded) groups.push({ lead: leads.excluded, of: excluded });
  if (known) groups.push({ lead: leads.known, of: known });
  if (open) groups.push({ lead: leads.open, of: open });
  return groups;
}

/** What the context must say, each as a group of its own. */
const contextOf = ({ given = {} }: When) => (Object.entries(given) as [keyof Context, boolean][]).map(([what, wanted]) => context(wanted, what));

/** What a row of the rules asks for, feature by feature, as the table holds it. */
export function ConditionsOf({ when }: { when: When }) {
  const { features } = words(locale);
  return (
    <>
      {groupsOf(when).map(({ lead, of }, at) => (
        <span key={lead + of.join()} className="group">
          {(at > 0 || lead) && <i>{`${at > 0 ? `${leads.and} ` : ""}${lead} `}</i>}
          {of.map((feature, index) => <span key={feature}>{index > 0 && <span className="or"> · </span>}{features[feature]}</span>)}
        </span>
      ))}
      {contextOf(when).map((what) => <span key={what} className="group"><i>{leads.and}</i> {what}</span>)}
    </>
  );
}
