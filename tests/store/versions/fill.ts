import { createHash } from "node:crypto";
import { callerOf } from "@/lib/access/guard";
import { makeKey, revokeKey } from "@/lib/access/keys";
import { invite, removeMember } from "@/lib/access/members";
import type { Code } from "@/lib/screening/code";
import type { Draft } from "@/lib/screening/assess";
import type { Review } from "@/lib/screening/verdict";
import { countCohort } from "@/lib/store/cohort";
import { readEditions } from "@/lib/store/editions";
import { exportScreenings } from "@/lib/store/exports";
import { listScreenings } from "@/lib/store/lists";
import { setRetention } from "@/lib/store/retention";
import { addReview, findFollowed } from "@/lib/store/reviews";
import { eraseScreening, saveScreening } from "@/lib/store/screenings";
import type { Actor } from "@/lib/store/screenings";
import { PASSWORD, newMember, newSite, signIn, switchOn } from "@/tests/access/people";
import type { Person } from "@/tests/access/people";
import { cases, generated, imported } from "@/tests/exchange/fhir-drafts";
import type { Fixture, Member } from "./fixture";

const FIRST = Date.UTC(2025, 2, 1, 8);
const HOURS = 5 * 3_600_000;
const NEXT_YEAR = new Date(Date.UTC(2026, 0, 2));
const GENERATED = 60;
const EVERYTHING = { letter: [], observed: [], excluded: [] };
const reviews: Review[] = [
  { verdict: "confirmed", gene: "CDKN1C", class: "pathogenic" },
  { verdict: "confirmed", gene: "POLE", class: "likely-pathogenic" },
  { verdict: "other-condition", condition: "OMIM:180860" },
  { verdict: "not-image" },
  { verdict: "lost" },
  { verdict: "undecided" },
];

const nth = (at: number): Date => new Date(FIRST + at * HOURS);
/** Always the same codes. */
const random = (at: number) => (size: number): Uint8Array => createHash("sha256").update(`fixture ${at}`).digest().subarray(0, size);

/** Two sites with everybody and everything that a database can hold, put there by the application itself. */
export async function fill(): Promise<Pick<Fixture, "members" | "key" | "screenings">> {
  const admin = await newSite("Ward One");
  const other = await newSite("Ward Two");
  const reviewer = await newMember(admin, "reviewer");
  const clinician = await newMember(admin, "clinician");
  const { secret, codes: recovery } = await switchOn(reviewer);
  await removeMember(admin.member, (await newMember(admin, "clinician", "A leaver")).member.id, nth(1));
  await invite(admin.member, { name: "An invited one", email: "invited@ward-one.example", role: "clinician" }, new Date());
  await signIn(clinician.email, "not the password at all");
  const { key } = await makeKey(reviewer.member, { name: "Registry", scope: "read" }, nth(2));
  const { id: revoked } = await makeKey(admin.member, { name: "An old one", scope: "write" }, nth(2));
  await revokeKey(admin.member, revoked, nth(3));
  await callerOf(new Headers({ authorization: `Bearer ${key}` }), new Date());
  const here = await saveAll(cases.map(({ draft }) => draft), [clinician, reviewer, admin], 0);
  await saveAll(generated.slice(0, GENERATED).map((draft, at) => (at % 3 === 0 ? imported(draft) : draft)), [other], 1000);
  const reviewed = reviews.flatMap((_, at) => here[at * 2] ?? []);
  await review(reviewed, reviewer, admin);
  for (const [at, reason] of (["withdrawn", "mistake", "duplicate", "retention"] as const).entries()) await eraseScreening(admin.member, here[at * 5 + 13] as Code, reason, nth(900 + at));
  await listScreenings(clinician.member, EVERYTHING, nth(910));
  for await (const _ of (await exportScreenings(reviewer.member, EVERYTHING, "quality", nth(911))) ?? []) continue;
  await countCohort(admin.member, nth(912));
  await setRetention(admin.member, 25, nth(913));
  await readEditions(admin.member, NEXT_YEAR, "registry");
  const of = ({ member, email }: Person, more: Partial<Member> = {}): Member => ({ id: member.id, site: member.site, email, password: PASSWORD, ...more });
  return {
    members: [of(admin), of(clinician), of(other), of(reviewer, { secret, recovery: recovery[0] ?? "" })],
    key,
    screenings: [...(await readAll(clinician.member, reviewed)), ...(await readAll(other.member, []))],
  };
}

/** What contradicts itself is refused, and not among them. Every fourth is a later visit of the one before. */
async function saveAll(drafts: Draft[], members: Person[], from: number): Promise<Code[]> {
  const codes: Code[] = [];
  for (const [at, draft] of drafts.entries()) {
    const follows = at % 4 === 3 ? codes.at(-1) : undefined;
    const { member } = members[at % members.length] as Person;
    const request = { key: `fixture-${from + at}`, bodyHash: "0".repeat(64), now: nth(at), random: random(from + at) };
    const saved = await saveScreening(member, { ...draft, ...(follows && { follows }) }, request);
    if ("code" in saved) codes.push(saved.code);
  }
  return codes;
}

async function review(codes: Code[], { member: first }: Person, { member: second }: Person): Promise<void> {
  for (const [at, one] of reviews.entries()) await addReview(first, codes[at] as Code, one, nth(800 + at));
  // One that two agree on, one that they dispute, one that somebody thinks again about.
  await addReview(second, codes[0] as Code, reviews[0] as Review, nth(820));
  await addReview(second, codes[1] as Code, { verdict: "not-image" }, nth(821));
  await addReview(first, codes[3] as Code, { verdict: "undecided" }, nth(822));
}

/** Every screening of a site as the version that runs reads it, by its code; those that were reviewed with their reviews. */
export async function readAll(actor: Actor, reviewed: readonly Code[]): Promise<Fixture["screenings"]> {
  const read: Fixture["screenings"] = [];
  for await (const screening of (await exportScreenings(actor, EVERYTHING, "quality", new Date())) ?? []) {
    const found = reviewed.includes(screening.code) ? await findFollowed(actor, screening.code, new Date()) : null;
    read.push({ site: actor.site, screening: found?.screening ?? screening, standing: found?.standing ?? "none", reviews: JSON.parse(JSON.stringify(found?.reviews ?? [])) as unknown[] });
  }
  return read.toSorted((one, other) => (one.screening.code < other.screening.code ? -1 : 1));
}
