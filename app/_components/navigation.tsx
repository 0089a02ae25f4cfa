"use client";
import { usePathname } from "next/navigation";

const places = [
  { href: "/", name: "Checklist" },
  { href: "/screenings", name: "Screenings" },
];

/** Plain links: a full load is cheap here, and a page kept in memory could show a screening to the next person. */
export function Navigation() {
  const path = usePathname();
  const here = (href: string) => (href === "/" ? path === "/" : path.startsWith(href));
  return (
    <nav aria-label="Main">
      {places.map(({ href, name }) => (
        <a key={href} href={href} aria-current={here(href) ? "page" : undefined}>{name}</a>
      ))}
    </nav>
  );
}
