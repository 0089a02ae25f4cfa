import { useId } from "react";
import { sexOf } from "@/lib/family/pedigree";
import type { Family } from "@/lib/family/pedigree";
import type { Sex } from "@/lib/screening/bands";
import { HALF, layOut } from "./family-layout";
import type { Person } from "./family-layout";
import { familyPartWords } from "./family-wording";
import "./blocks-family.css";

const { drawn, legend: said, pedigree } = familyPartWords;

type Shape = "square" | "circle" | "diamond";
type Look = { shape: Shape; affected?: boolean; carrier?: boolean; child?: boolean };

/**
 * The family as a pedigree of three generations in the standard symbols (Bennett et al. 1995, 2008 and 2022). Without
 * state: it is drawn on the server as in the browser. The same in words stands beside it.
 */
export function Pedigree({ family, sex }: { family: Family; sex: Sex }) {
  const id = useId();
  const { generations, people, lines, width, height } = layOut(family);
  return (
    <figure className="pedigree">
      {/* It scrolls where it is wider than the page, and must come into view by the keyboard too. */}
      <div className="drawn" tabIndex={0} role="group" aria-label={pedigree}>
        <svg role="img" aria-labelledby={id} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          <title id={id}>{drawn(people.length)}</title>
          {generations.map(({ name, y }) => <text key={name} x="4" y={y + 5} className="generation">{name}</text>)}
          <path d={lines.map(({ x1, y1, x2, y2 }) => `M${x1} ${y1}L${x2} ${y2}`).join("")} />
          {people.map((person) => <Drawn key={person.number} person={person} family={family} sex={sex} />)}
        </svg>
      </div>
      <figcaption><Legend family={family} sex={sex} /></figcaption>
    </figure>
  );
}

function Drawn({ person: { x, y, number, relation, said, label }, family, sex }: { person: Person; family: Family; sex: Sex }) {
  const child = relation === "child";
  const gene = child ? family.transmittedBy && "yes" : said?.carrier;
  const affected = said?.affected;
  const at = { x: { start: 6, middle: 0, end: -6 }[label], textAnchor: label };
  return (
    <g data-person={number} data-relation={relation} transform={`translate(${x} ${y})`}>
      <Symbol shape={shapeOf(relation, sex)} child={child} affected={affected === "yes"} carrier={affected === "no" && gene === "yes"} />
      <text {...at} y={HALF + 13}>{number}{!child && !affected && " ?"}</text>
      {gene && <text {...at} y={HALF + 26}>CDKN1C {gene === "yes" ? "+" : "−"}</text>}
      {child && <Arrow />}
    </g>
  );
}

function shapeOf(relation: Person["relation"], sex: Sex): Shape {
  const known = relation === "child" ? sex : sexOf(relation);
  return known === "male" ? "square" : known === "female" ? "circle" : "diamond";
}

/** Slanting lines that end at the outline, HALF from the middle: a pattern's id would have to be one on the whole page. */
const hatch: Record<Shape, string> = {
  square: "M-15 .9L.9-15M-15 7.9L7.9-15M-15 15L15-15M-7.9 15L15-7.9M-.9 15L15-.9",
  circle: "M-15 .8L.8-15M-13.5 6.5L6.5-13.5M-10.6 10.6L10.6-10.6M-6.5 13.5L13.5-6.5M-.8 15L15-.8",
  diamond: "M-11 4L4-11M-7.5 7.5L7.5-7.5M-4 11L11-4",
};

/** Around the origin. */
function Symbol({ shape, affected, carrier, child }: Look) {
  const className = affected ? "affected" : "";
  return (
    <>
      {shape === "circle" ? <circle r={HALF} className={className} /> : shape === "square" ? <rect x={-HALF} y={-HALF} width={2 * HALF} height={2 * HALF} className={className} /> : <path d="M0-15L15 0 0 15-15 0z" />}
      {child && <path d={hatch[shape]} />}
      {carrier && <circle r="4.3" className="affected" />}
    </>
  );
}

/** The proband, from below on the left. */
function Arrow() {
  return (
    <>
      <path d="M-33 26L-17 14" />
      <path d="M-17 14l-9 2.5 4.5 6z" className="affected" />
      <text x="-37" y="34" textAnchor="middle">P</text>
    </>
  );
}

/** What the drawing uses, and how what is not known looks. */
function Legend({ family, sex }: { family: Family; sex: Sex }) {
  const { relatives, consanguinity } = family;
  const has = (test: (one: Family["relatives"][number]) => boolean) => relatives.some(test);
  return (
    <ul className="legend">
      <Sign look={{ shape: "square" }}>{said.male}</Sign>
      <Sign look={{ shape: "circle" }}>{said.female}</Sign>
      {sex !== "male" && sex !== "female" && <Sign look={{ shape: "diamond" }}>{said.sexNotKnown}</Sign>}
      <Sign look={{ shape: shapeOf("child", sex), child: true }}>{said.child}</Sign>
      {has(({ affected }) => affected === "yes") && <Sign look={{ shape: "square", affected: true }}>{said.affected}</Sign>}
      {has(({ affected, carrier }) => affected === "no" && carrier === "yes") && <Sign look={{ shape: "circle", carrier: true }}>{said.carrier}</Sign>}
      {[said.notKnown, said.tested].map(([sign, meaning]) => <li key={sign}><b>{sign}</b> {meaning}</li>)}
      {consanguinity === "yes" && <li><svg width="26" height="14" aria-hidden="true"><path d="M1 5h24M1 10h24" /></svg> {said.related}</li>}
      {has(({ relation }) => relation.includes("-half-")) && <li>{said.halfSiblings}</li>}
      <li>{said.order}</li>
    </ul>
  );
}

function Sign({ look, children }: { look: Look; children: string }) {
  return <li><svg width="18" height="18" viewBox="-18 -18 36 36" aria-hidden="true"><Symbol {...look} /></svg> {children}</li>;
}
