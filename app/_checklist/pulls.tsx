import { locale, told as toldHere } from "@/app/locale";
import { conditions } from "@/lib/evidence/conditions";
import type { Pull } from "@/lib/evidence/panel";
import { evidenceWords, sayBasis, sayPull, sayScale } from "@/lib/evidence/wording";
import type { Cited, SaidPull } from "@/lib/evidence/wording";

const sides = ["for", "against", "neither"] as const;

/** What speaks for and against a condition, each with its source, and its own tests: on demand. */
export function Pulls({ id, pulls }: { id: string; pulls: readonly Pull[] }) {
  const { speaking, sides: names } = evidenceWords(locale);
  const said = pulls.map((pull) => sayPull(pull, locale));
  const of = (side: SaidPull["side"]) => said.filter((one) => one.side === side);
  return (
    <details>
      <summary>{speaking(of("for").length, of("against").length)}</summary>
      {sides.map((side) => of(side).length > 0 && (
        <div key={side}>
          <h4>{names[side]}</h4>
          <ul>{of(side).map((one) => <Said key={one.what} one={one} />)}</ul>
        </div>
      ))}
      <Own id={id} />
      <p className="fine">{sayScale(locale)}</p>
    </details>
  );
}

function Said({ one: { what, strength, told, cited } }: { one: SaidPull }) {
  return (
    <li>
      {what}: {strength}
      {told && <span className="told">{told}{cited.map((source) => <span key={source.cite}>; <Cite source={source} /></span>)}</span>}
    </li>
  );
}

/** What tells this one condition from the others, and what else is known of it. */
function Own({ id }: { id: string }) {
  const condition = conditions[id];
  if (!condition) return null;
  return (
    <>
      <h4>{evidenceWords(locale).tellsOne}</h4>
      <ul>
        {[...condition.tells, ...(condition.note ? [condition.note] : [])].map(({ what, basis }) => (
          <li key={what}>{toldHere(what)} <span className="told"><Cite source={sayBasis(basis, locale)} /></span></li>
        ))}
      </ul>
    </>
  );
}

/** A source, as a link where it has a page. */
export function Cite({ source: { cite, url } }: { source: Cited }) {
  return <cite>{url ? <a href={url} rel="noreferrer">{cite}</a> : cite}</cite>;
}
