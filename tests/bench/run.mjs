// `npm run bench`: plain JavaScript with built-ins only, for it installs before it measures.
// PARTS=page,server,cli,growth takes some of it; RUNS=2 is quick and coarse; SIDES=form.io has one renderer of others only.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { abandon, prepare } from "../../lib/cli/prepare.mjs";

/** @typedef {{ title: string, about: string, command: string[] }} Part */

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const PAPER = join(ROOT, "docs", "bench.md");
const TYPESCRIPT = ["--import", "tsx", "--conditions=react-server"];
const INTRO = `# What it costs, beside others

Written by \`npm run bench\` (\`PARTS=page,server,cli,growth\` takes some of it, \`RUNS=\` says how often); a part that is measured again takes the place of its
earlier figures. Medians, and in brackets the least and the most; of a ratio, of fifty calls at a time. Ratios within a run mean more than its milliseconds. What many members and a
million screenings cost is in [load](load.md); why what is not reached is not, in [profile](profile.md).`;

/** @type {Record<string, Part>} */
const PARTS = {
  page: {
    title: "The page",
    about: `Everybody shows the same work: the rows of our checklist, each with three radios (observed, excluded, not assessed), and a score that counts. The sides
take turns, another one first each time, after one visit that is not counted; an empty cache, headless, 1440 × 900, a processor slowed 4
times and no slowed network, everything on one machine.

- **Plain HTML** is our own page as served without its scripts and their payload: the same rows, definitions, sheet and fonts, and a few inline lines that
  fill four tiles, a number and the list of what was observed. It knows no rule.
- **The framework's floor** is a minimal Next application of the versions that we use, made for the run: one layout with the same fonts and sheet, the same rows
  and definitions made on the server, and one client component that shows the same as plain HTML's lines.
- **Medplum** renders a FHIR Questionnaire with \`QuestionnaireForm\`, bundled; a calculated item is not drawn anew on its screen, so the page counts what the form reports.
- **SurveyJS** has one matrix of all rows and an expression, bundled. **Form.io** has one survey component and a calculated number, from its dist. **LHC-Forms** has the
  same Questionnaire as Medplum with a calculatedExpression, from its dist. They show labels alone, without definitions, and pinned in tests/bench/package-lock.json.

Bytes are compressed bodies without headers, kB of 1,000; what our service worker fetches in the background for use without a network is not among them. Ready: the first frame in which all radios and the score exist. First tick that counts: ticking one row after
the other, every second frame, from the first row on, in a visit of its own; painted. Tick to painted score: median of ten, from the click to the frame after
the score has changed; ours also works out reasons, contradictions, tests and likely conditions. Main thread: the browser's TaskDuration until all is at rest, and while
ticking, the mean of ten with what the first of them loads. Heap: what a garbage collection leaves. Longest task after ready: of 50 ms and more, ticking included.`,
    command: ["tests/bench/page.mjs"],
  },
  server: {
    title: "The server",
    about: `One member, one request at a time, ours and the floor taking turns. The floor is a bare node:http handler in a process of its own that sends the same SQL in the
same order to the same database, as our server was seen to send it, and knows no session, checks and renders nothing; for assess() it reads the JSON and answers what
ours once answered.`,
    command: [...TYPESCRIPT, "tests/bench/server.ts"],
  },
  cli: {
    title: "The command line",
    about: `\`npm run -s screen\` as a whole process (start, reading, screening, ranking, printing) on made-up phenopackets, against JSON.parse alone on lines that are in memory
already. A registry repeats itself, and so do its outcomes; the last row tells what it does where nothing repeats. Made-up packets are small, about
1 kB, which is to JSON.parse's advantage; \`PACKETS=FILE\` takes those of a registry instead, one a line.`,
    command: [...TYPESCRIPT, "tests/bench/cli.ts"],
  },
  growth: {
    title: "Growth",
    about: `The first page of 50, its count and its line in the audit trail at 1,000 and at 100,000 screenings, the two databases taking turns. A rare feature costs more at 100,000
because the rows are counted up to 1,000 as well.`,
    command: [...TYPESCRIPT, "tests/bench/list.ts"],
  },
};

/** @type {import("node:child_process").ChildProcess | null} */
let running = null;

/** @param {Part} part @returns {Promise<string>} its figures as Markdown */
function measure({ title, command }) {
  return new Promise((resolve, reject) => {
    // The settings of the shell must not lead it to a real database.
    const env = { ...process.env, HOST: "", BASE_URL: "", DATABASE_URL: "", DATA_DIR: undefined, NODE_OPTIONS: "", NEXT_TELEMETRY_DISABLED: "1" };
    running = spawn(process.execPath, command, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    running.stdout?.setEncoding("utf8").on("data", (chunk) => (said += chunk));
    running.once("error", reject).once("close", (code) => (code === 0 && said.trim() !== "" ? resolve(said.trim()) : reject(new Error(`${title} could not be measured; the lines above say why.`))));
  });
}

/** The sections as they stand. @returns {Map<string, string>} by title */
function written() {
  const sections = existsSync(PAPER) ? readFileSync(PAPER, "utf8").split(/^(?=## )/m).slice(1) : [];
  return new Map(sections.map((section) => [/^## (.*)$/m.exec(section)?.[1] ?? "", section.trim()]));
}

/** @param {Part} part @param {string} figures */
function write({ title, about }, figures) {
  const sections = written().set(title, `## ${title}\n\n${about}\n\n${figures}`);
  const inOrder = Object.values(PARTS).flatMap((part) => sections.get(part.title) ?? []);
  writeFileSync(PAPER, `${[INTRO, ...inOrder].join("\n\n")}\n`);
}

/** @param {string} names @returns {Part[]} */
function chosen(names) {
  return names.split(",").map((name) => {
    const part = PARTS[name.trim()];
    if (!part) throw new Error(`PARTS knows ${Object.keys(PARTS).join(", ")}; not "${name}".`);
    return part;
  });
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.once(signal, () => {
    abandon();
    // Ctrl-C reaches the part by itself.
    if (signal !== "SIGINT") running?.kill(signal);
    process.exitCode = 1;
  });
}

try {
  const parts = chosen(process.env.PARTS || Object.keys(PARTS).join(","));
  await prepare(ROOT, (line) => console.log(line));
  for (const part of parts) {
    console.log(`${part.title} …`);
    const figures = await measure(part);
    if (!process.env.SIDES) write(part, figures);
    console.log(`\n${figures}\n`);
  }
  console.log(process.env.SIDES ? "Not written: some of the sides are missing." : "Written to docs/bench.md.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
