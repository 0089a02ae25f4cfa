import type { Metadata } from "next";
import { requireHere } from "@/app/account/here";
import { hasPassword } from "@/lib/access/credentials";
import type { Member } from "@/lib/access/guard";
import { listSessions } from "@/lib/access/sessions";
import { may } from "@/lib/access/table";
import { ChangePassword, EndSession, SignOut } from "@/app/account/_forms/own-account";
import { TwoStep } from "@/app/account/_forms/two-step";
import { accountWords, sayBrowser, utc } from "@/app/account/wording";

const { account, roles, sessions: told } = accountWords;

export const metadata: Metadata = { title: account.title };

export default async function AccountPage() {
  const member = await requireHere("account", "/account");
  const ownPassword = await hasPassword(member);
  return (
    <main id="main" className="page narrow">
      <h1>{member.name}</h1>
      <Who member={member} />
      <SignOut />
      {ownPassword ? <Credentials member={member} /> : <section><h2>{account.hospital.title}</h2><p className="sub">{account.hospital.about}</p></section>}
      <Sessions member={member} />
    </main>
  );
}

function Who({ member: { email, siteName, role, state } }: { member: Member }) {
  const { title, allows } = roles[role];
  const { facts, places } = account;
  return (
    <>
      <dl className="facts">
        <div><dt>{facts.email}</dt><dd>{email}</dd></div>
        <div><dt>{facts.site}</dt><dd>{siteName}</dd></div>
        <div><dt>{facts.role}</dt><dd>{title}</dd></div>
      </dl>
      <p className="sub">{allows}</p>
      {may(role, state, "members") && <p className="places"><a href="/account/members">{places.members}</a> <a href="/account/keys">{places.keys}</a> <a href="/account/retention">{places.retention}</a> <a href="/account/audit">{places.audit}</a></p>}
    </>
  );
}

function Credentials({ member: { email, twoStep } }: { member: Member }) {
  return (
    <>
      <section aria-labelledby="password">
        <h2 id="password">{account.password}</h2>
        <ChangePassword email={email} />
      </section>
      <section aria-labelledby="two-step">
        <h2 id="two-step">{account.twoStep}</h2>
        <TwoStep on={twoStep} />
      </section>
    </>
  );
}

async function Sessions({ member }: { member: Member }) {
  const sessions = await listSessions(member);
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{told.title}</h2>
      <p className="sub">{told.about}</p>
      <ul className="sessions">
        {sessions.map(({ id, browser, startedAt, seenAt, current }) => (
          <li key={id}>
            <span><b>{sayBrowser(browser)}</b>{current && told.thisOne}<span className="fine">{told.since}<time dateTime={startedAt.toISOString()}>{utc(startedAt)}</time>{told.lastUsed}<time dateTime={seenAt.toISOString()}>{utc(seenAt)}</time></span></span>
            {!current && <EndSession id={id} browser={sayBrowser(browser)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
