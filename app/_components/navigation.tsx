"use client";
import { usePathname } from "next/navigation";

const open = [
  { href: "/", name: "Checklist" },
  { href: "/screenings", name: "Screenings" },
  { href: "/cohort", name: "Cohort" },
  { href: "/evidence", name: "Evidence" },
];

const admins = [
  { href: "/account/members", name: "Members" },
  { href: "/account/audit", name: "Audit" },
];

/** Plain links: a full load is cheap here, and a page kept in memory could show a screening to the next person. */
export function Navigation({ member }: { member: { name: string; admin: boolean } | null }) {
  const path = usePathname();
  const here = (href: string) => (href === "/screenings" ? path.startsWith(href) : path === href);
  const link = ({ href, name }: { href: string; name: string }, kind?: string) => (
    <a key={href} href={href} className={kind} aria-current={here(href) ? "page" : undefined}>{name}</a>
  );
  return (
    <nav aria-label="Main">
      {open.map((place) => link(place))}
      {member?.admin && admins.map((place) => link(place, "wide"))}
      {member ? link({ href: "/account", name: member.name }, "self") : link({ href: "/account/sign-in", name: "Sign in" }, "self")}
    </nav>
  );
}
