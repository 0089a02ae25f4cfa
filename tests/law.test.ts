import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

type Case = readonly [file: string, line: string, taught: string];

const pureRooms = ["growth", "family", "screening", "evidence", "exchange", "cohort"];

const perPureRoom = (room: string): Case[] => [
  ...["react", "react-dom/client", "next/server", "@prisma/client", "pg", "node:fs", "fs", "server-only", "lodash"].map((name): Case => [
    `lib/${room}/import-${name.replace(/\W/g, "-")}.ts`, `import "${name}";`, "A pure room knows no React, Next, database, node:* or network",
  ]),
  [`lib/${room}/type.ts`, 'import type { NextRequest } from "next/server"; export type R = NextRequest;', "A pure room knows no React"],
  [`lib/${room}/again.ts`, 'export { useState } from "react";', "A pure room knows no React"],
  [`lib/${room}/later.ts`, 'export const fs = await import("node:fs");', "A pure room knows no React"],
  [`lib/${room}/require.ts`, 'export const fs = require("node:fs");', "A pure room has no process"],
  [`lib/${room}/store.ts`, 'import "@/lib/store/screenings";', "app, lib/store and lib/cli call it"],
  [`lib/${room}/page.ts`, 'import "@/app/page";', "Nothing in lib imports from app"],
  [`lib/${room}/climb.ts`, 'import "../screening/rules";', "Across rooms write @/lib/ROOM/FILE"],
  [`lib/${room}/clock.ts`, "export const now = new Date();", "A pure room has no clock"],
  [`lib/${room}/chance.ts`, "export const chance = Math.random();", "A pure room has no randomness"],
  [`lib/${room}/chance-unpacked.ts`, "export const { random } = Math;", "A pure room has no randomness"],
  [`lib/${room}/bytes.ts`, "export const id = crypto.randomUUID();", "A pure room has no randomness"],
  [`lib/${room}/settings.ts`, "export const port = process.env.PORT;", "A pure room has no process"],
  [`lib/${room}/network.ts`, 'export const page = fetch("/");', "A pure room has no network"],
  [`lib/${room}/way-round.ts`, "export const now = globalThis.Date;", "globalThis is a way around"],
  [`lib/${room}/browser.ts`, "export const title = document.title;", "A pure room has no browser"],
  [`lib/${room}/timer.ts`, "export const timer = setTimeout(String, 1);", "A pure room never waits"],
];

const broken: readonly Case[] = [
  ...pureRooms.flatMap(perPureRoom),
  ["lib/growth/zod.ts", 'import "zod";', "growth and family are leaves"],
  ["lib/family/growth.ts", 'import "@/lib/growth/size";', "growth and family are leaves"],
  ["lib/screening/evidence.ts", 'import "@/lib/evidence/likelihood";', "screening imports zod"],
  ["lib/evidence/cohort.ts", 'import "@/lib/cohort/cells";', "what evidence, exchange and cohort share"],
  ["lib/exchange/evidence.ts", 'import "@/lib/evidence/likelihood";', "what evidence, exchange and cohort share"],
  ["lib/cohort/exchange.ts", 'import "@/lib/exchange/csv";', "what evidence, exchange and cohort share"],
  ["lib/store/app.ts", 'import "@/app/page";', "Nothing in lib imports from app"],
  ["lib/store/access.ts", 'import "@/lib/access/sessions";', "store remembers"],
  ["lib/store/cli.ts", 'import "@/lib/cli/listen";', "store remembers"],
  ["lib/store/next.ts", 'import "next/headers";', "React and Next live in app"],
  ["lib/store/climb.ts", 'import "../screening/rules";', "Across rooms write"],
  ["lib/access/cli.ts", 'import "@/lib/cli/listen";', "access guards"],
  ["lib/access/prisma.ts", 'import "@prisma/client";', "Only lib/store speaks to the database"],
  ["lib/access/app.ts", 'import "@/app/page";', "Nothing in lib imports from app"],
  ["lib/access/pg.ts", 'import "pg";', "Only lib/store speaks to the database"],
  ["lib/access/generated.ts", 'import "@/lib/store/generated/client";', "Only lib/store speaks to the database"],
  ["lib/access/next.ts", 'import "next/headers";', "React and Next live in app"],
  ["lib/access/climb.ts", 'import "../store/client";', "Across rooms write"],
  ["lib/cli/app.ts", 'import "@/app/page";', "Nothing in lib imports from app"],
  ["lib/cli/generated.ts", 'import "@/lib/store/generated/client";', "Only lib/store speaks to the database"],
  ["lib/cli/pg.ts", 'import "pg";', "Only lib/store speaks to the database"],
  ["lib/cli/early.mjs", 'import "zod";', "before anything is installed"],
  ["lib/cli/climb.mjs", 'import "../store/client";', "Across rooms write"],
  ["app/page.tsx", 'import "../lib/screening/rules";', "Across rooms write"],
  ["app/screenings/page.tsx", 'import "../../lib/screening/rules";', "Across rooms write"],
  ["app/api/route.ts", 'import "@prisma/client";', "Only lib/store speaks to the database"],
  ["app/account/prisma.ts", 'import "@prisma/client";', "Only lib/store speaks to the database"],
  ["app/_components/access.tsx", 'import "@/lib/access/guard";', "An interface piece knows no clinical word"],
  ["app/api/cli.ts", 'import "@/lib/cli/settings.mjs";', "cli starts the process that serves app"],
  ["app/_components/rules.tsx", 'import "@/lib/screening/rules";', "An interface piece knows no clinical word"],
  ["app/_components/checklist.tsx", 'import "@/app/_checklist/summary";', "An interface piece knows no clinical word"],
];

const kept: readonly (readonly [file: string, line: string])[] = [
  ["lib/screening/good.ts", 'import { z } from "zod"; import { size } from "@/lib/growth/size"; import { rules } from "./rules"; export const all = [z, size, rules];'],
  ["lib/growth/good.ts", 'import { table } from "./table"; export const size = table;'],
  ["lib/evidence/good.ts", 'import { rules } from "@/lib/screening/rules"; export const all = rules;'],
  ["lib/store/good.ts", 'import "server-only"; import { readFileSync } from "node:fs"; import { rules } from "@/lib/screening/rules"; export const all = [readFileSync, rules, new Date()];'],
  ["lib/access/good.ts", 'import "server-only"; import { randomUUID } from "node:crypto"; import { betterAuth } from "better-auth"; import { database } from "@/lib/store/client"; export const all = [randomUUID, betterAuth, database];'],
  ["lib/cli/good.ts", 'import next from "next"; import { migrate } from "@/lib/store/migrate"; export const all = [next, migrate];'],
  ["lib/cli/good.mjs", 'import { join } from "node:path"; import { sleep } from "node:timers/promises"; import { settings } from "./settings.mjs"; export const all = [join, sleep, settings];'],
  ["app/account/good.ts", 'import { headers } from "next/headers"; import { memberOf } from "@/lib/access/guard"; export const all = [headers, memberOf];'],
  ["app/good.tsx", 'import { useState } from "react"; import { rules } from "@/lib/screening/rules"; import { one } from "@/lib/store/screenings"; export const all = [useState, rules, one];'],
];

const root = process.cwd();
let tree = "";
const complaints = new Map<string, string[]>();

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "image-screen-law-"));
  copyFileSync(join(root, ".oxlintrc.json"), join(tree, ".oxlintrc.json"));
  for (const [file, line] of [...broken, ...kept]) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${line}\n`);
  }
  const { stdout } = spawnSync(process.execPath, [join(root, "node_modules/oxlint/bin/oxlint"), "--format=json"], { cwd: tree, encoding: "utf8", maxBuffer: 1e8 });
  const report = JSON.parse(stdout) as { diagnostics: { filename: string; message: string; help?: string }[] };
  for (const { filename, message, help } of report.diagnostics) complaints.set(filename, [...(complaints.get(filename) ?? []), `${message} ${help ?? ""}`]);
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe("the import law", () => {
  test.each(broken)("%s is caught: %s", (file, _line, taught) => {
    expect(complaints.get(file)?.join("\n") ?? "nothing").toContain(taught);
  });

  test.each(kept)("%s is allowed", (file) => {
    expect(complaints.get(file)).toBeUndefined();
  });

  test("holds in this house", () => {
    const { status, stdout } = spawnSync(process.execPath, [join(root, "node_modules/oxlint/bin/oxlint"), "--deny-warnings", "app", "lib"], { cwd: root, encoding: "utf8" });
    expect(status, stdout).toBe(0);
  });
});
