import { locale, sayCount } from "@/app/locale";
import { cohortWords } from "@/lib/cohort/wording";
import type { Share } from "@/lib/cohort/wilson";
import { sayings } from "@/app/evidence/wording";
import { cohortPageWords as frame } from "./wording";

const { sayPercent, sayRange } = sayings;
const { tooFew } = cohortWords(locale);
const LINE = 16;

/** Whose share a dot is; each has a shape of its own, for those who see no colour. */
export type Kind = "screened" | "proven" | "published";
const shapes: Record<Kind, string> = { screened: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z", proven: "M0 -6L6 0L0 6L-6 0Z", published: "M-4.5 -4.5H4.5V4.5H-4.5Z" };

/** Where a share lies, clear of both edges so that no dot is cut. */
const x = (share: number) => `${5 + share * 90}%`;

/** Shares with their intervals between 0 and 100 %, one below the other; the same numbers always stand beside as text. */
export function Dots({ shares }: { shares: readonly { kind: Kind; share: Share }[] }) {
  const height = shares.length * LINE + 4;
  return (
    <svg className="dots" width="100%" height={height} aria-hidden="true">
      {[0, 0.25, 0.5, 0.75, 1].map((at) => <line key={at} className="grid" x1={x(at)} x2={x(at)} y1="0" y2={height} />)}
      {shares.map(({ kind, share: { n, of, interval, tooFew: few } }, at) => interval && (
        <svg key={at} className={kind} y={at * LINE + LINE / 2 + 2} overflow="visible">
          <line className={few ? "part few" : "part"} x1={x(interval[0])} x2={x(interval[1])} y1="0" y2="0" />
          <svg x={x(n / of)} overflow="visible"><path d={shapes[kind]} /></svg>
        </svg>
      ))}
    </svg>
  );
}

/** What stands above the dots. */
export function Axis() {
  return (
    <svg className="axis" width="100%" height="16" aria-hidden="true">
      {[0, 0.5, 1].map((at) => <text key={at} x={x(at)} y="12" textAnchor="middle">{at * 100} %</text>)}
    </svg>
  );
}

/** The shapes and whose they are. */
export function Legend({ of }: { of: readonly (readonly [Kind, string])[] }) {
  return (
    <ul className="legend">
      {of.map(([kind, name]) => <li key={kind}><svg className={`dots ${kind}`} width="30" height="14" aria-hidden="true"><svg y="7" overflow="visible"><line className="part" x1="0" x2="30" y1="0" y2="0" /><svg x="15" overflow="visible"><path d={shapes[kind]} /></svg></svg></svg> {name}</li>)}
    </ul>
  );
}

/** A share in numbers: how many of how many, per cent where there are enough, and the interval; of nobody, `none` says so. */
export function Told({ share: { n, of, interval, tooFew: few }, none }: { share: Share; none?: string }) {
  if (!interval) return <span className="says">{none}</span>;
  return <><b>{frame.of(sayCount(n), sayCount(of))}</b> <small>{few ? `${sayRange(interval)}; ${tooFew}` : `${sayPercent(n / of)} (${sayRange(interval)})`}</small></>;
}

/** A bar between nothing and the whole; its number always stands beside it. */
export function Bar({ part }: { part: number }) {
  return <svg className="bar" width="100%" height="14" aria-hidden="true"><line x1="0" x2="100%" y1="13.5" y2="13.5" />{part > 0 && <rect width={`${part * 100}%`} height="13" />}</svg>;
}
