import type { Metadata } from "next";
import { readRetention } from "@/lib/store/retention";
import { RetentionForm } from "@/app/account/_forms/retention";
import { requireHere } from "@/app/account/here";
import { retentionNotice } from "@/app/account/words";

export const metadata: Metadata = { title: "Keeping" };

export default async function RetentionPage() {
  const member = await requireHere("erase", "/account/retention");
  const retention = await readNow(member);
  return (
    <main id="main" className="page">
      <h1>How long {member.siteName} keeps screenings</h1>
      <p className="sub">A screening is kept to the end of the year in which its time is over; a child who is followed up is kept whole until the newest screening’s time is over, unless a screening in between was erased: then nothing tells any more that the earlier and the later are of one child. What is due goes on 1 January, or as soon afterwards as the server runs; what becomes due later goes on the next one. The audit trail keeps the codes. Backups and files that were taken out keep the screenings: they have a time of their own.</p>
      <p className="notice" role="status">{retention.years === null ? "Screenings are kept for good." : (retentionNotice(retention) ?? `Screenings are kept for ${retention.years === 1 ? "1 year" : `${retention.years} years`}. None is due on 1 January ${retention.next}.`)}</p>
      <RetentionForm years={retention.years} />
    </main>
  );
}

/** As of now; what is due depends on the year. */
function readNow(member: Parameters<typeof readRetention>[0]) {
  return readRetention(member, new Date());
}
