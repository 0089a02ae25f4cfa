import { useId } from "react";
import { sexOf } from "@/lib/family/pedigree";
import type { Family } from "@/lib/family/pedigree";
import type { Sex } from "@/lib/screening/bands";
import { HALF, layOut } from "./family-layout";
import type { Person } from "./family-layout";
import "./blocks-family.css";

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
      <div className="drawn" tabIndex={0} role="group" aria-label="Pedigree">
        <svg role="img" aria-labelledby={id} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          <title id={id}>{`Pedigree of three generations, ${people.length} people; in words below`}</title>
          {generations.map(({ name, y }) => <text key={name} x="4" y={y + 5} className="generation">{name}</text>)}
          {lines.map(({ kind, x1, y1, x2, y2 }) => <line key={[x1, y1, x2, y2].join()} data-line={kind} x1={x1} y1={y1} x2={x2} y2={y2} />)}
          {people.map((person) => <Drawn key={person.key} person={person} family={family} sex={sex} />)}
        </svg>
      </div>
      <figcaption><Legend family={family} sex={sex} /></figcaption>
    </figure>
  );
}

function Drawn({ person, family, sex }: { person: Person; family: Family; sex: Sex }) {
  const { x, y, number, relation, said, label } = person;
  const isChild = relation === "child";
  const unknown = !isChild && said?.affected === undefined;
  const gene = isChild ? family.transmittedBy && "yes" : said?.carrier;
  const at = label === "middle" ? x : x + (label === "start" ? 6 : -6);
  return (
    <g data-person={number} data-relation={relation}>
      <Symbol x={x} y={y} look={isChild ? { shape: shapeOf(relation, sex), child: true } : { shape: shapeOf(relation, sex), affected: said?.affected === "yes", carrier: said?.affected === "no" && said.carrier === "yes" }} />
      <text x={at} y={y + HALF + 13} textAnchor={label}>{number}{unknown && " ?"}</text>
      {gene && <text x={at} y={y + HALF + 26} textAnchor={label}>CDKN1C {gene === "yes" ? "+" : "−"}</text>}
      {isChild && <Arrow x={x} y={y} />}
    </g>
  );
}

function shapeOf(relation: Person["relation"], sex: Sex): Shape {
  if (relation === "child") return sex === "male" ? "square" : sex === "female" ? "circle" : "diamond";
  return sexOf(relation) === "male" ? "square" : "circle";
}

function Symbol({ x, y, look: { shape, affected, carrier, child } }: { x: number; y: number; look: Look }) {
  const className = affected ? "affected" : "";
  return (
    <>
      <Outline shape={shape} x={x} y={y} half={HALF} className={className} />
      {child && <path d={hatch(shape, x, y)} />}
      {carrier && <circle cx={x} cy={y} r={HALF / 3.5} className="affected" />}
    </>
  );
}

function Outline({ shape, x, y, half, className }: { shape: Shape; x: number; y: number; half: number; className: string }) {
  if (shape === "circle") return <circle cx={x} cy={y} r={half} className={className} />;
  if (shape === "square") return <rect x={x - half} y={y - half} width={2 * half} height={2 * half} className={className} />;
  return <path d={`M${x} ${y - half}l${half} ${half}l${-half} ${half}l${-half} ${-half}z`} className={className} />;
}

/** Slanting lines that end at the outline: a pattern's id would have to be one on the whole page. */
function hatch(shape: Shape, x: number, y: number): string {
  // Along a slant u from the middle, half of what the outline cuts out of a line at 45°.
  const reach = (u: number) => (shape === "circle" ? Math.sqrt(HALF ** 2 - u ** 2) / Math.SQRT2 : shape === "square" ? HALF - Math.abs(u) / Math.SQRT2 : HALF / 2);
  const last = shape === "diamond" ? [-5, 0, 5] : [-10, -5, 0, 5, 10];
  return last.map((u) => {
    const [mx, my, r] = [x + u / Math.SQRT2, y + u / Math.SQRT2, reach(u)];
    return `M${(mx - r).toFixed(1)} ${(my + r).toFixed(1)}L${(mx + r).toFixed(1)} ${(my - r).toFixed(1)}`;
  }).join("");
}

/** The proband, from below on the left. */
function Arrow({ x, y }: { x: number; y: number }) {
  const [tipX, tipY] = [x - HALF - 2, y + HALF - 1];
  return (
    <>
      <path d={`M${tipX - 16} ${tipY + 12}L${tipX} ${tipY}`} />
      <path d={`M${tipX} ${tipY}l-9 2.5l4.5 6z`} className="affected" />
      <text x={tipX - 20} y={tipY + 20} textAnchor="middle">P</text>
    </>
  );
}

/** What the drawing uses, and how what is not known looks. */
function Legend({ family, sex }: { family: Family; sex: Sex }) {
  const { relatives, consanguinity } = family;
  const has = (test: (one: Family["relatives"][number]) => boolean) => relatives.some(test);
  return (
    <ul className="legend">
      <Sign look={{ shape: "square" }}>male</Sign>
      <Sign look={{ shape: "circle" }}>female</Sign>
      {sex !== "male" && sex !== "female" && <Sign look={{ shape: "diamond" }}>sex not known or undetermined</Sign>}
      <Sign look={{ shape: shapeOf("child", sex), child: true }}>P, the child of this screening</Sign>
      {has(({ affected }) => affected === "yes") && <Sign look={{ shape: "square", affected: true }}>affected</Sign>}
      {has(({ affected, carrier }) => affected === "no" && carrier === "yes") && <Sign look={{ shape: "circle", carrier: true }}>carries the variant, not affected</Sign>}
      <li><b>?</b> not known whether affected</li>
      <li><b>CDKN1C + / −</b> variant found / not found; without it: not tested</li>
      {consanguinity === "yes" && <li><svg width="26" height="14" aria-hidden="true"><line x1="1" x2="25" y1="5" y2="5" /><line x1="1" x2="25" y1="10" y2="10" /></svg> parents related by blood</li>}
      {has(({ relation }) => relation.includes("-half-")) && <li>Half-siblings stand below the parent they share; the other parent is not recorded.</li>}
      <li>Brothers and sisters are not in order of birth.</li>
    </ul>
  );
}

function Sign({ look, children }: { look: Look; children: string }) {
  return <li><svg width="18" height="18" viewBox="-18 -18 36 36" aria-hidden="true"><Symbol x={0} y={0} look={look} /></svg> {children}</li>;
}
