import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { filesOfChecklist, workerText } from "@/lib/cli/offline";

const OWN = "https://screen.hospital.example";
const MANIFEST = "server/app/page_client-reference-manifest.js";
let build: string;

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(build, path)), { recursive: true });
  writeFileSync(join(build, path), text);
};

beforeAll(() => {
  build = mkdtempSync(join(tmpdir(), "image-screen-build-"));
  write("BUILD_ID", "of-today");
  write("server/app/page/build-manifest.json", JSON.stringify({ rootMainFiles: ["static/chunks/main.js"] }));
  write(MANIFEST, `{"chunks":["/_next/static/chunks/page.js"],"css":"static/chunks/look.css"}`);
  write("static/chunks/main.js", "nothing more");
  write("static/chunks/page.js", `import(["static/chunks/later-0.1_~.js"])`);
  write("static/chunks/later-0.1_~.js", `["static/chunks/last.js","static/chunks/page.js"]`);
  write("static/chunks/last.js", "");
  write("static/chunks/look.css", "src:url(../media/face.woff2)");
  write("static/media/face.woff2", "");
  write("static/chunks/of-another-page.js", "");
});

afterAll(() => rmSync(build, { recursive: true, force: true }));

test("every file that the checklist comes to is found, also what is fetched later, and none of another page", () => {
  expect(filesOfChecklist(build)).toEqual(["chunks/last.js", "chunks/later-0.1_~.js", "chunks/look.css", "chunks/main.js", "chunks/page.js", "media/face.woff2"].map((path) => `/_next/static/${path}`));
});

type Asked = { url: string; method?: string; mode?: string };
type Listener = (event: { request?: object; waitUntil: (work: Promise<unknown>) => void; respondWith: (answer: Promise<Response>) => void }) => void;

describe("the worker", () => {
  let caches: Map<string, Map<string, Response>>;
  let listeners: Record<string, Listener>;
  let done: string[];
  let fetched: { url: string; credentials: string }[];
  let network: (url: string) => Promise<Response>;

  /** A browser's side of it, as far as it is used. */
  function run(isOn = true): void {
    const nameOf = (asked: string | Request) => new URL(typeof asked === "string" ? asked : asked.url, OWN).href.slice(OWN.length);
    class Own extends Request {
      constructor(path: string, init?: RequestInit) {
        super(new URL(path, OWN), init);
      }
    }
    const cached = (name: string) => caches.get(name) ?? caches.set(name, new Map()).get(name) ?? new Map<string, Response>();
    const ask = (asked: string | Request | Asked, init?: RequestInit) => {
      const name = new URL(typeof asked === "string" ? asked : asked.url, OWN).href.slice(OWN.length);
      fetched.push({ url: name, credentials: init?.credentials ?? (asked as Request).credentials });
      return network(name);
    };
    const self = {
      location: new URL("/sw.js", OWN),
      addEventListener: (name: string, listener: Listener) => (listeners[name] = listener),
      skipWaiting: () => done.push("takes over"),
      clients: { claim: () => done.push("claims") },
      registration: { unregister: () => done.push("leaves") },
    };
    const store = {
      open: (name: string) => Promise.resolve({
        addAll: (all: Request[]) => Promise.all(all.map(async (one) => void cached(name).set(nameOf(one), await ask(one)))),
        put: (path: string, response: Response) => Promise.resolve(void cached(name).set(path, response)),
      }),
      match: (path: string, { cacheName }: { cacheName: string }) => Promise.resolve(caches.get(cacheName)?.get(path)?.clone()),
      keys: () => Promise.resolve([...caches.keys()]),
      delete: (name: string) => Promise.resolve(caches.delete(name)),
    };
    runInContext(workerText(process.cwd(), build, isOn), createContext({ self, caches: store, fetch: ask, Request: Own, Response, Headers, URL, setTimeout }));
  }

  const happens = async (name: string) => {
    const works: Promise<unknown>[] = [];
    listeners[name]?.({ waitUntil: (work) => works.push(work), respondWith: () => {} });
    await Promise.all(works);
  };
  const asks = (url: string, mode = "navigate", method = "GET") => {
    let answer: Promise<Response> | undefined;
    listeners["fetch"]?.({ request: { url: new URL(url, OWN).href, mode, method }, waitUntil: () => {}, respondWith: (given) => (answer = given) });
    return answer;
  };
  const textOf = async (answer?: Promise<Response>) => (await answer)?.text();
  const page = (text: string) => Promise.resolve(new Response(text, { headers: { "content-security-policy": "nonce-1", "content-encoding": "gzip" } }));

  beforeEach(async () => {
    [caches, listeners, done, fetched] = [new Map(), {}, [], []];
    network = (url) => page(url === "/?offline" ? "nobody's, of-today" : `live ${url}`);
    run();
    await happens("install");
  });

  test("fetches all of it as nobody, keeps the page with its policy, takes over, and removes what an older build kept", async () => {
    expect(new Set(fetched.map(({ credentials }) => credentials))).toEqual(new Set(["omit"]));
    caches.set("image-screen-of-yesterday", new Map()).set("another-program's", new Map());
    await happens("activate");
    expect([...caches.keys()]).toEqual(["image-screen-of-today", "another-program's"]);
    expect([...(caches.get("image-screen-of-today") ?? new Map<string, Response>()).keys()]).toEqual([...filesOfChecklist(build), "/"]);
    const kept = caches.get("image-screen-of-today")?.get("/");
    expect([kept?.headers.get("content-security-policy"), kept?.headers.get("content-encoding")]).toEqual(["nonce-1", null]);
    expect(done).toEqual(["takes over", "claims"]);
  });

  test.each([["another build's", 200], ["nobody's, of-today", 503]])("keeps no page that says %s with %i", async (text, status) => {
    network = (url) => Promise.resolve(new Response(url === "/?offline" ? text : "", { status }));
    await expect(happens("install")).rejects.toThrow("Another build answered.");
  });

  test("answers with the network's page, and with its own where the network is gone, ends at a proxy, or is mute for four seconds", async () => {
    expect(await textOf(asks("/"))).toBe("live /");
    network = () => Promise.reject(new TypeError("no network"));
    expect(await textOf(asks("/"))).toBe("nobody's, of-today");
    expect(await textOf(asks("/_next/static/chunks/last.js", "cors"))).toBe("live /_next/static/chunks/last.js");
    for (const status of [502, 503, 504]) {
      network = () => Promise.resolve(new Response("a proxy's", { status }));
      expect(await textOf(asks("/"))).toBe("nobody's, of-today");
    }
    network = () => Promise.resolve(new Response("ours", { status: 500 }));
    expect(await textOf(asks("/"))).toBe("ours");
  });

  test("waits four seconds for a mute network", async () => {
    vi.useFakeTimers();
    run();
    network = () => new Promise(() => {});
    const answer = asks("/");
    const shown = vi.fn<(page: Response) => void>();
    void answer?.then(shown);
    await vi.advanceTimersByTimeAsync(3_900);
    expect(shown).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(shown).toHaveBeenCalled();
    vi.useRealTimers();
  });

  test.each([["/?follows=IS-AAAA-AAAA"], ["/screenings"], ["/account"], ["/api/v1/screenings"], ["/", "cors"], ["/", "navigate", "POST"], ["https://elsewhere.example/"], ["/_next/static/chunks/of-another-page.js", "no-cors"]])("leaves %s to the network (%s %s)", (url, mode?: string, method?: string) => {
    expect(asks(url, mode, method)).toBeUndefined();
  });

  test("switched off, removes everything, and itself", async () => {
    run(false);
    await happens("install");
    await happens("activate");
    expect([[...caches.keys()], done.at(-1)]).toEqual([[], "leaves"]);
  });
});
