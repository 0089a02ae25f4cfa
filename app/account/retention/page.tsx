import type { Metadata } from "next";
import { readRetention } from "@/lib/store/retention";
import { RetentionForm } from "@/app/account/_forms/retention";
import { requireHere } from "@/app/account/here";
import { accountWords, sayRetention } from "@/app/account/wording";

const { retention: told } = accountWords;

export const metadata: Metadata = { title: told.title };

export default async function RetentionPage() {
  const member = await requireHere("erase", "/account/retention");
  const retention = await readNow(member);
  return (
    <main id="main" className="page">
      <h1>{told.of(member.siteName)}</h1>
      <p className="sub">{told.about}</p>
      <p className="notice" role="status">{retention.years === null ? told.forGood : (sayRetention(retention) ?? told.noneDue(retention.years, retention.next))}</p>
      <RetentionForm years={retention.years} />
    </main>
  );
}

/** As of now; what is due depends on the year. */
function readNow(member: Parameters<typeof readRetention>[0]) {
  return readRetention(member, new Date());
}
