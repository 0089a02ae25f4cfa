"use client";
import { usePathname } from "next/navigation";

type Names = Record<"main" | "checklist" | "screenings" | "cohort" | "evidence" | "members" | "audit" | "signIn", string>;

/** Plain links: a full load is cheap here, and a page kept in memory could show a screening to the next person. */
export function Navigation({ names, member }: { names: Names; member: { name: string; admin: boolean } | null }) {
  const path = usePathname();
  const here = (href: string) => (href === "/screenings" ? path.startsWith(href) : path === href);
  const link = (href: string, name: string, kind?: string) => <a href={href} className={kind} aria-current={here(href) ? "page" : undefined}>{name}</a>;
  return (
    <nav aria-label={names.main}>
      {link("/", names.checklist)}
      {link("/screenings", names.screenings)}
      {link("/cohort", names.cohort)}
      {link("/evidence", names.evidence)}
      {member?.admin && link("/account/members", names.members, "wide")}
      {member?.admin && link("/account/audit", names.audit, "wide")}
      {member ? link("/account", member.name, "self") : link("/account/sign-in", names.signIn, "self")}
    </nav>
  );
}
