import { locale } from "@/app/locale";
import type { FamilyReading, FamilyReason } from "@/lib/family/inheritance";
import { sources } from "@/lib/screening/sources";
import { sayFamilyReason } from "@/lib/screening/family-reasons";
import { familyWords } from "@/lib/screening/family-wording";
import { familyPartWords as said } from "./family-wording";

/** What the rules of inheritance say to the family: of each mode whether it fits and by whom not, where the variant came from, and what that means for others. */
export function Reading({ reading: { version, modes, origin, recurrence } }: { reading: FamilyReading }) {
  const family = familyWords(locale);
  return (
    <div className="reading">
      <h3>{said.inherited}</h3>
      {modes.map(({ mode, verdict, reasons }) => (
        <div key={mode} className={`mode ${verdict}`} data-mode={mode} data-verdict={verdict}>
          <h4>{family.modes[mode]} <b>{family.verdicts[verdict]}</b></h4>
          {reasons.length > 0 ? <Reasons reasons={reasons} /> : <p className="sub">{family.nothing}</p>}
        </div>
      ))}
      {origin.length > 0 && <><h3>{said.origin}</h3><Reasons reasons={origin} /></>}
      {recurrence.length > 0 && <><h3>{said.recurrence}</h3><Reasons reasons={recurrence} /></>}
      <p className="fine">{said.rules(version)}</p>
    </div>
  );
}

function Reasons({ reasons }: { reasons: readonly FamilyReason[] }) {
  return (
    <ul>
      {reasons.map((reason) => (
        <li key={reason.code + reason.relatives.join()}>{sayFamilyReason(reason, locale)} <Cite source={reason.source} /></li>
      ))}
    </ul>
  );
}

/** A source that today's list no longer has is shown as it was stored. */
function Cite({ source }: { source: string }) {
  const { cite, url } = Object.hasOwn(sources, source) ? sources[source as keyof typeof sources] : { cite: source, url: null };
  return <cite>{url ? <a href={url} rel="noreferrer">{cite}</a> : cite}</cite>;
}
