import { randomBytes } from "node:crypto";
import { POST as makeKeyRoute } from "@/app/api/v1/keys/route";
import { DELETE as revokeRoute } from "@/app/api/v1/keys/[id]/route";
import { GET as listRoute, POST as saveRoute } from "@/app/api/v1/screenings/route";
import { DELETE as eraseRoute, GET as viewRoute } from "@/app/api/v1/screenings/[code]/route";
import { POST as reviewRoute } from "@/app/api/v1/screenings/[code]/reviews/route";
import { GET as reportRoute } from "@/app/api/v1/screenings/export-report/route";
import { GET as tablesRoute } from "@/app/api/v1/cohort/tables/route";
import { PUT as retentionRoute } from "@/app/api/v1/retention/route";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { eraseReasons } from "@/lib/screening/verdict";
import { readEditions } from "@/lib/store/editions";
import { saveScreening } from "@/lib/store/screenings";
import { ORIGIN, ask } from "./people";
import type { Person } from "./people";

/** What an act leaves: who, on whom, on which screening. */
type Left = { actor?: string | null; subject?: string | null; code?: string; site?: string | null };
export type Act = () => Promise<{ answer: Response; status: number } & Left>;
/** By what they are; each prepares what it needs, and gives the act that is looked at. */
type Acts = Record<string, () => Promise<Act>>;

export const draft = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", size: { weight: -2.3 }, findings: { iugr: "observed", hypospadias: "excluded" } };
let keys = 0;

export const request = (body: unknown, cookie: string, method = "POST") => ask("/api/v1", body, { cookie, "idempotency-key": `trail-${(keys += 1)}` }, method);
export const given = <Name extends string>(name: Name, value: string) => ({ params: Promise.resolve({ [name]: value } as Record<Name, string>) });
const codeOf = async (answer: Response) => ((await answer.clone().json()) as { code: string }).code;

async function save({ cookie }: Person): Promise<{ answer: Response; code: string }> {
  const answer = await saveRoute(request(draft, cookie));
  return { answer, code: await codeOf(answer) };
}

/** A key of the site: its id, and a request that comes with it and with nothing else. */
async function keyed({ cookie }: Person): Promise<{ answer: Response; id: string; asking: (body?: unknown) => Request }> {
  const answer = await makeKeyRoute(request({ name: `Program ${(keys += 1)}`, scope: "write" }, cookie));
  const { id, key } = (await answer.clone().json()) as { id: string; key: string };
  const headers = () => ({ authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": `trail-${(keys += 1)}` });
  return { answer, id, asking: (body) => new Request(`${ORIGIN}/api/v1`, { headers: headers(), ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }) }) };
}

/** Whatever is done with a screening, by a member and by a program. */
export function actsOnScreenings(admin: () => Person): Acts {
  const read = (cookie: string) => request(undefined, cookie, "GET");
  const erasing = (reason: string) => async () => {
    const { code } = await save(admin());
    return async () => ({ answer: await eraseRoute(request({ reason }, admin().cookie, "DELETE"), given("code", code)), status: 204, actor: admin().member.id, code });
  };
  const taking = (reason: string) => async () => async () => {
    const { member, cookie } = admin();
    const answer = await listRoute(ask(`/api/v1/screenings?reason=${reason}`, undefined, { cookie, accept: "application/x-ndjson" }, "GET"));
    return { answer: new Response(await answer.text(), answer), status: 200, actor: member.id };
  };
  return {
    save: async () => async () => ({ ...(await save(admin())), status: 201, actor: admin().member.id }),
    list: async () => async () => ({ answer: await listRoute(read(admin().cookie)), status: 200, actor: admin().member.id }),
    "list for a report": async () => async () => ({ answer: await reportRoute(read(admin().cookie)), status: 200, actor: admin().member.id }),
    view: async () => {
      const { code } = await save(admin());
      return async () => ({ answer: await viewRoute(read(admin().cookie), given("code", code)), status: 200, actor: admin().member.id, code });
    },
    ...Object.fromEntries(eraseReasons.map((reason) => [`erase-${reason}`, erasing(reason)])),
    review: async () => {
      const { code } = await save(admin());
      return async () => ({ answer: await reviewRoute(request({ verdict: "lost" }, admin().cookie), given("code", code)), status: 201, actor: admin().member.id, code });
    },
    ...Object.fromEntries(["care", "registry", "quality", "research"].map((reason) => [`export-${reason}`, taking(reason)])),
    "export-quality of tables": async () => async () => ({ answer: await tablesRoute(ask("/api/v1/cohort/tables?reason=quality", undefined, { cookie: admin().cookie }, "GET")), status: 200, actor: admin().member.id }),
    publish: async () => {
      const { member } = admin();
      for (let at = 0; at < 22; at += 1) await saveScreening(member, { ...draft, sex: "male", age: "newborn", findings: {} }, { key: `old-${(keys += 1)}`, bodyHash: "", now: new Date("2020-02-02"), random: randomBytes });
      return async () => ({ answer: Response.json(await readEditions(member, new Date("2021-02-02"))), status: 200, actor: member.id });
    },
    "list of tables": async () => async () => ({ answer: Response.json(await readEditions(admin().member, new Date("2021-02-02"))), status: 200, actor: admin().member.id }),
    "retention-on": async () => async () => ({ answer: await retentionRoute(request({ years: 100 }, admin().cookie, "PUT")), status: 200, actor: admin().member.id }),
    "retention-off": async () => async () => ({ answer: await retentionRoute(request({ years: null }, admin().cookie, "PUT")), status: 200, actor: admin().member.id }),
    "save by a program": async () => {
      const { id, asking } = await keyed(admin());
      return async () => {
        const answer = await saveRoute(asking(draft));
        return { answer, status: 201, actor: id, code: await codeOf(answer) };
      };
    },
    "list by a program": async () => {
      const { id, asking } = await keyed(admin());
      return async () => ({ answer: await listRoute(asking()), status: 200, actor: id });
    },
    "view by a program": async () => {
      const { id, asking } = await keyed(admin());
      const { code } = await save(admin());
      return async () => ({ answer: await viewRoute(asking(), given("code", code)), status: 200, actor: id, code });
    },
  };
}

/** The life of a key. */
export function actsOnKeys(admin: () => Person): Acts {
  return {
    key: async () => async () => {
      const { answer, id } = await keyed(admin());
      return { answer, status: 201, actor: admin().member.id, subject: id };
    },
    "key-revoked": async () => {
      const { id } = await keyed(admin());
      return async () => ({ answer: await revokeRoute(request(undefined, admin().cookie, "DELETE"), given("id", id)), status: 204, actor: admin().member.id, subject: id });
    },
  };
}
