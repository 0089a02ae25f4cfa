import { memo, useState } from "react";
import { centileOf, curveAt, zOfCentile } from "@/lib/growth/newborn";
import type { Sex } from "@/lib/growth/newborn";
import type { Measure, Reading } from "./birth-size-reading";
import { sizeWords } from "./birth-size-wording";

const CENTILES = [3, 10, 50, 90, 97];
const MEDIAN = 2;
/** Names of neighbouring curves are at least so far apart; that of the median is where its curve ends. */
const APART = 12;
/** Two standards meet at 33+0 weeks, and their curves do not quite: they are drawn apart. */
const PARTS = [[168, 175, 182, 189, 196, 203, 210, 217, 224, 230], [231, 238, 245, 252, 259, 266, 273, 280, 287, 294, 300]];
const WIDTH = 340;
const HEIGHT = 230;
const LEFT = 34;
const RIGHT = 36;
const BOTTOM = 34;

/** The child on the centile curves of the measure that is looked at, for each sex that it may have. */
export const Plots = memo(function Plots({ reading: { placed, sexes, days } }: { reading: Reading }) {
  const [wanted, setWanted] = useState<Measure>("weight");
  const shown = placed.find(({ measure }) => measure === wanted) ?? placed[0];
  if (!shown || days === null) return null;
  return (
    <div className="plots">
      {placed.length > 1 && (
        <label>
          {sizeWords.curvesOf}{" "}
          <select value={shown.measure} onChange={(event) => setWanted(event.target.value as Measure)}>
            {placed.map(({ measure }) => <option key={measure} value={measure}>{sizeWords.measures[measure]}</option>)}
          </select>
        </label>
      )}
      {sexes.map((sex) => <Plot key={sex} measure={shown.measure} sex={sex} days={days} value={shown.value} z={shown.z[sex] ?? NaN} />)}
    </div>
  );
});

type Point = { measure: Measure; sex: Sex; days: number; value: number; z: number };
type Curve = { centile: number; parts: (readonly [day: number, at: number])[][]; here: number };

function curvesOf({ measure, sex, days }: Point): Curve[] {
  return CENTILES.map((centile) => {
    const [here = NaN, ...values] = curveAt(measure, sex, [days, ...PARTS.flat()], zOfCentile(centile));
    const points = PARTS.flat().map((day, index) => [day, values[index] ?? NaN] as const);
    return { centile, parts: PARTS.map((part) => points.filter(([day]) => part.includes(day))), here };
  });
}

function Plot(point: Point) {
  const { measure, sex, days, value } = point;
  const curves = curvesOf(point);
  const all = [value, ...curves.flatMap(({ parts }) => parts.flat().map(([, at]) => at))];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = (day: number) => LEFT + ((day - 168) / (300 - 168)) * (WIDTH - LEFT - RIGHT);
  const y = (at: number) => 10 + ((high - at) / (high - low)) * (HEIGHT - BOTTOM - 10);
  const nameAt = (index: number): number => {
    const end = y(curves[index]?.parts.at(-1)?.at(-1)?.[1] ?? NaN);
    return index < MEDIAN ? Math.max(end, nameAt(index + 1) + APART) : index > MEDIAN ? Math.min(end, nameAt(index - 1) - APART) : end;
  };
  const id = `plot-${measure}-${sex}`;
  const name = sizeWords.plot(measure, sex);
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={name} aria-describedby={id}>
        <Grid measure={measure} low={low} high={high} x={x} y={y} />
        {curves.map((curve, index) => <Line key={curve.centile} curve={curve} nameAt={nameAt(index)} x={x} y={y} />)}
        <path className="child-mark" d={`M${x(days).toFixed(1)} ${(y(value) - 6).toFixed(1)}l6 6l-6 6l-6-6z`} />
      </svg>
      <figcaption>{name}. <span id={id}>{sizeWords.plotted(measure, days, value, centileOf(point.z), curves)}</span></figcaption>
    </figure>
  );
}

type Scales = { x: (day: number) => number; y: (at: number) => number };

function Grid({ measure, low, high, x, y }: Scales & { measure: Measure; low: number; high: number }) {
  const step = measure === "weight" ? 1 : 5;
  const marks = Array.from({ length: Math.floor(high / step) + 1 }, (_, index) => index * step).filter((mark) => mark >= low);
  return (
    <>
      {marks.map((mark) => (
        <g key={mark} className="grid">
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(mark)} y2={y(mark)} />
          <text x={LEFT - 5} y={y(mark) + 4} textAnchor="end">{mark}</text>
        </g>
      ))}
      {[24, 28, 32, 36, 40].map((week) => <text key={week} x={x(week * 7)} y={HEIGHT - BOTTOM + 16} textAnchor="middle">{week}</text>)}
      <text x={LEFT} y={HEIGHT - 3}>{sizeWords.axes(measure)}</text>
    </>
  );
}

function Line({ curve: { centile, parts }, nameAt, x, y }: Scales & { curve: Curve; nameAt: number }) {
  const path = parts.map((part) => part.map(([day, at], index) => `${index ? "L" : "M"}${x(day).toFixed(1)} ${y(at).toFixed(1)}`).join("")).join("");
  return (
    <g className={centile === 50 ? "median" : "curve"}>
      <path d={path} />
      <text x={WIDTH - RIGHT + 4} y={nameAt + 4}>{centile}</text>
    </g>
  );
}
