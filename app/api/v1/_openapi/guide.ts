import { exportReasons } from "@/lib/screening/filter";
import { LIMIT_BYTES } from "@/app/api/v1/_http/body";

/** What a programmer reads before the first request: the beginning of the page for programs, and of the document. */
export const guide: readonly { id: string; title: string; says: readonly string[]; place?: { href: string; name: string } }[] = [
  {
    id: "key",
    title: "Get a key",
    place: { href: "/account/keys", name: "Keys, for admins" },
    says: [
      "An admin of your site makes a key on the page Keys and hands it to you once; the server keeps its hash alone. Send it with every request as `Authorization: Bearer isk_…`. Cookies are then not looked at, and no Origin is needed.",
      "A read key lists, opens and, as long as the member who made it is a reviewer or an admin, takes out. A write key lists, opens and saves, and takes nothing out, not even one screening as a file. Neither manages members or keys, reads the audit trail or erases. A key stops when it is revoked and when its maker leaves; the answer is then 401 `key-refused` and never says why.",
      "Keep the key out of addresses, logs and repositories. If it got about, have it revoked; every request that it made stands in the audit trail under its name.",
    ],
  },
  {
    id: "errors",
    title: "When it says no",
    says: [
      "Every refusal is application/problem+json (RFC 9457). Go by the end of `type`; `title` is for people. `errors` name every fault at once, each by a JSON pointer and a code, and never repeat a value: what you sent may identify a child, and answers end up in logs.",
      "429 and 503 carry Retry-After, in seconds. A save that got no answer can be sent again with its Idempotency-Key for 24 hours: it is never saved twice, and the answer then carries Idempotent-Replayed: true. A key of that kind is yours alone: no other program’s, and no other member’s, counts as the same. Make it at random, as a UUID, never of a child’s number or name, and within 24 hours never use one for two children.",
    ],
  },
  {
    id: "limits",
    title: "Limits",
    says: [
      `600 requests a minute for each key; 30 requests with a wrong key from one address in 15 minutes. A draft has at most ${LIMIT_BYTES / 1024} kB, a file to import 5 MB, many drafts together 100 MB.`,
      "A request has to arrive within 30 seconds, many drafts within half an hour. A connection on which nothing moves for 30 seconds, or that takes less than 1 kB a second over a minute, is cut off.",
    ],
  },
  {
    id: "bulk",
    title: "Many at once",
    says: [
      "Many drafts go in one request as JSON lines, and are answered line by line in the same order. Both directions stream: read the answers while you send, and you need no memory for either. Ten a second saved one by one and ten thousand in one request end in the same rows, each with its own line in the audit trail.",
      "Case files go in by way of /import, which needs no key and takes 5 MB at once: `split -C 4m cases.jsonl part.` cuts ten thousand phenopackets, one a line, into parts that fit. Send each part as application/x-ndjson with `--data-binary @part.aa`; from its answer `jq -c '.draft // empty'` takes the drafts, one a line, as /screenings saves them. Look first at the lines with `errors`, and at what `issues` and `notOnChecklist` say.",
      "Many screenings come out in one request too. An answer that breaks off in the middle is cut, never closed as if it were whole. Whoever loses the right while it runs, as by a revoked key, gets no more than what the next five seconds bring.",
    ],
  },
  {
    id: "leaving",
    title: "When screenings leave the site",
    says: [
      `Taking out more than one is a decision: it is for reviewers and admins, and for read keys that one of them made, it needs a reason (${exportReasons.join(", ")}), and it leaves a line in the audit trail before the first byte. Whoever may not do that takes out single files, at most 10 in 24 hours.`,
      "What leaves is de-identified: no name, no date but the year, no day of birth, a code that means nothing elsewhere. It is not beyond recognition. IMAGe syndrome is so rare that age band, sex and gestation, or a handful of findings, can point to one child. Ask for the report first: it says how many of those whom you would take out are the only one of their group.",
      "From then on whoever holds the file answers for it: this server can neither follow it nor take it back, and an erased screening stays in files that were made before.",
    ],
  },
];
