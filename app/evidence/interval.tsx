/** A point with its interval between 0 and 100 %; the same numbers always stand beside it as text. */
export function Interval({ at, from, to }: { at: number; from: number; to: number }) {
  const x = (share: number) => 3 + share * 94;
  return (
    <svg className="interval" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <line className="whole" x1={x(0)} x2={x(1)} y1="5" y2="5" />
      <line className="part" x1={x(from)} x2={x(to)} y1="5" y2="5" />
      <line className="point" x1={x(at)} x2={x(at)} y1="1" y2="9" />
    </svg>
  );
}
