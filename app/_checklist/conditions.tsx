"use client";
import { memo, useEffect, useMemo, useState } from "react";
import { locale, told } from "@/app/locale";
import type { FamilyReading } from "@/lib/family/inheritance";
import type { Family } from "@/lib/family/pedigree";
import { assess } from "@/lib/screening/assess";
import type { Draft } from "@/lib/screening/assess";
import { childOf } from "@/lib/screening/family-child";
import { conditions, omimUrl } from "@/lib/evidence/conditions";
import { rank } from "@/lib/evidence/likelihood";
import type { Picture, Ranked } from "@/lib/evidence/likelihood";
import { startingSeries } from "@/lib/evidence/priors";
import type { Series } from "@/lib/evidence/priors";
import { rarityOf, rarityParts } from "@/lib/evidence/rarity";
import type { Rarity } from "@/lib/evidence/rarity";
import { evidenceWords, sayBasis, sayRarity, saySeries, sayShare, tellsApart } from "@/lib/evidence/wording";
import { Cite, Pulls } from "./pulls";
import { conditionsWords } from "./conditions-wording";
import { fetchRules } from "./family-rules";
import { sheetWords } from "./wording";
import "./conditions.css";

const { byToday, how, workedOut } = conditionsWords;
const { otherConditions } = sheetWords;
const LEADING = 4;
/** A share that is not among the first two is left to the whole list where it is smaller. */
const WORTH_SHOWING = 0.01;

/**
 * What else it could be, after the letters: the leading conditions with interval, pulls and tests, and how rare the
 * letters are. Everything shown of a share comes from the object that holds the share.
 * @param stored for a saved screening, whose assessment holds no ranking
 * @param read what a saved screening's family said of inheritance
 */
export const Conditions = memo(function Conditions({ draft, stored = false, read }: { draft: Draft; stored?: boolean; read?: FamilyReading }) {
  const [series, setSeries] = useState<Series>("equal");
  const family = useFamily(draft, read);
  const ranking = useMemo(() => rank(draft, { series, ...(family && { family }) }), [draft, series, family]);
  const rarity = useMemo(() => rarityOf(assess(draft).letters), [draft]);
  const { limit, nothing, none, release } = evidenceWords(locale);
  const pictures = useMemo(() => ranking.pictures(), [ranking]);
  const leading = pictures.slice(0, LEADING).filter(({ share }, index) => index < 2 || share >= WORTH_SHOWING);
  // More than can be shown, at one share: their order is that of their numbers and says nothing.
  const tied = pictures.filter(({ ids }) => ranking.conditions.some(({ id, rank: place }) => place === 1 && ids.includes(id))).length;
  const speaks = ranking.conditions.some(({ id }) => ranking.pulls(id).some(({ kind }) => kind !== "sex"));
  return (
    <section className="conditions">
      <h3>{stored ? byToday(otherConditions) : otherConditions}</h3>
      {speaks ? (
        <>
          <p className="fine">{limit}</p>
          {tied > LEADING ? <p className="about">{evidenceWords(locale).tied(tied)}</p> : (
            <>
              <ol className="leading">
                {leading.map((one) => <Leading key={one.label} one={one} pulls={ranking.pulls} />)}
              </ol>
              <div className="leading" data-condition="none"><p>{none}</p><Share of={ranking.none} /></div>
              <Tells leading={leading.flatMap(({ ids: [best] }) => best ?? [])} />
            </>
          )}
          <Whole ranked={ranking.conditions} none={ranking.none} />
          <Starting series={series} choose={setSeries} />
        </>
      ) : <p className="about">{nothing}</p>}
      {rarity && <Rare rarity={rarity} />}
      <p className="fine">{stored && <>{workedOut} </>}{release(ranking.release)} <a href="/evidence">{how}</a></p>
    </section>
  );
});

/** How rare the letters are, and which diseases show them. */
function Rare({ rarity }: { rarity: Rarity }) {
  const { diseases, more } = rarity;
  const { named, others } = evidenceWords(locale).rarity;
  return (
    <div className="rarity">
      <p>{sayRarity(rarityParts(rarity), locale)}</p>
      {diseases.length > 0 && (
        <details>
          <summary>{named}</summary>
          <ul>{diseases.map(({ id, label, count }) => <li key={id}>{told(label)} <span className="hp">{count}</span></li>)}</ul>
          {more > 0 && <p className="fine">{others(more)}</p>}
        </details>
      )}
    </div>
  );
}

/** The family read by the rules of inheritance, which are fetched with the first one that is told. */
function useFamily(draft: Draft, read?: FamilyReading): FamilyReading | undefined {
  const [reading, setReading] = useState(read);
  const told = draft.family && JSON.stringify(draft.family);
  const { sex, copy } = childOf(draft);
  useEffect(() => {
    if (read) return undefined;
    let late = false;
    const tell = (now: FamilyReading | undefined) => late || setReading(now);
    if (told) fetchRules().then(({ readFamily }) => tell(readFamily(JSON.parse(told) as Family, { sex, ...(copy && { copy }) })), () => tell(undefined));
    else tell(undefined);
    return () => {
      late = true;
    };
  }, [told, sex, copy, read]);
  return reading;
}

function Leading({ one: { ids, label, tooFew, ...shared }, pulls }: { one: Picture; pulls: ReturnType<typeof rank>["pulls"] }) {
  const { tooFew: few, kinds } = evidenceWords(locale);
  const [best = ""] = ids;
  // Many labels name their gene.
  const genes = ids.flatMap((id) => conditions[id]?.genes ?? []).filter((gene, index, all) => !label.includes(gene) && all.indexOf(gene) === index);
  return (
    <li data-condition={best}>
      <p><b>{told(label)}</b>{genes.length > 0 && <> <span className="hp">{genes.join(", ")}</span></>}</p>
      <Share of={shared} />
      {ids.length > 1 && <p className="about">{kinds(ids.length)}</p>}
      {tooFew && <p className="few">{few}</p>}
      <Pulls id={best} pulls={pulls(best)} />
    </li>
  );
}

type Shared = Pick<Ranked, "share" | "interval">;
const at = (share: number) => `${(share * 100).toFixed(1)}%`;

/** The words say all that the bar shows. */
function Share({ of: { share, interval: [low, high] } }: { of: Shared }) {
  return (
    <>
      <svg className="share" width="100%" height="14" aria-hidden="true">
        <rect width="100%" y="6" height="2" className="scale" />
        <rect width={at(share)} y="2" height="10" className="part" />
        <line x1={at(low)} x2={at(high)} y1="7" y2="7" />
        <circle cx={at(share)} cy="7" r="4" />
      </svg>
      <p className="said">{sayShare({ share, interval: [low, high] }, locale)}</p>
    </>
  );
}

function Tells({ leading }: { leading: readonly string[] }) {
  return (
    <>
      <h4>{evidenceWords(locale).tells}</h4>
      <ul className="tells">
        {tellsApart(leading).map(({ id, what, basis }) => (
          <li key={id}>{told(`${conditions[id]?.label}: ${what}`)} <Cite source={sayBasis(basis, locale)} /></li>
        ))}
      </ul>
    </>
  );
}

function Whole({ ranked, none }: { ranked: readonly Ranked[]; none: Shared }) {
  const { all, none: noneOfThem, tooFew } = evidenceWords(locale);
  return (
    <details>
      <summary>{all}</summary>
      <ol className="whole">
        {ranked.map((one) => (
          <li key={one.id}>
            <a href={omimUrl(one.id)} rel="noreferrer">{told(one.label)}</a> <span className="said">{sayShare(one, locale)}{one.tooFew && `. ${tooFew}`}</span>
          </li>
        ))}
        <li className="none">{noneOfThem} <span className="said">{sayShare(none, locale)}</span></li>
      </ol>
    </details>
  );
}

function Starting({ series, choose }: { series: Series; choose: (series: Series) => void }) {
  const { starting, series: names } = evidenceWords(locale);
  return (
    <details className="starting">
      <summary>{starting(names[series].name)}</summary>
      <fieldset>
        <legend className="unseen">{starting("")}</legend>
        {startingSeries.map((one) => (
          <label key={one}>
            {/* Of no form: it is no answer, and neither kept with the draft nor sent. */}
            <input type="radio" name="starting" form="none" value={one} checked={one === series} onChange={() => choose(one)} />
            <span>{saySeries(one, locale)}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
