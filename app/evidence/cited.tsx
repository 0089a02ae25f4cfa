import type { ReactNode } from "react";
import { inEnglish } from "@/app/locale";
import { sources } from "@/lib/screening/sources";
import type { Source } from "@/lib/screening/sources";
import { pageWords } from "./wording";

/** A link to somebody else's page: nothing is fetched, and where it was followed from is not told. */
export function Out({ href, children }: { href: string; children: ReactNode }) {
  return <a href={href} rel="noreferrer">{children}</a>;
}

/** Whose and when, from a whole citation. @example "Arboleda et al. 2012, Nat Genet 44:788" gives "Arboleda et al. 2012" */
function briefly(cite: string): string {
  const whose = cite.replace(/ \(.*?\)/g, "").split(/[,;]/)[0] ?? cite;
  const year = /\b(?:19|20)\d\d\b/.exec(cite)?.[0] ?? "";
  return whose.includes(year) ? whose : `${whose} ${year}`;
}

/** A source in brief, leading to its whole citation below; what rests on none says so. */
export function Cited({ source }: { source: Source }) {
  if (source === "rules") return <cite className="own">{pageWords.own.none}</cite>;
  return <cite><a href={`#source-${source}`}>{briefly(sources[source].cite)}</a></cite>;
}

/** Several sources after a statement. */
export function CitedAll({ of }: { of: readonly Source[] }) {
  return <span className="cites">{of.map((source) => <Cited key={source} source={source} />)}</span>;
}

/** Every source that a feature, a rule or an issue can point to, in full. */
export function Sources() {
  const { rules: _own, ...others } = sources;
  return (
    <ul className="sources" {...inEnglish}>
      {Object.entries(others).map(([source, { cite, url }]) => <li key={source} id={`source-${source}`}>{url ? <Out href={url}>{cite}</Out> : cite}</li>)}
    </ul>
  );
}
