import type { Metadata } from "next";
import { requireHere } from "@/app/account/here";
import { hasPassword } from "@/lib/access/credentials";
import type { Member } from "@/lib/access/guard";
import { listSessions } from "@/lib/access/sessions";
import { may } from "@/lib/access/table";
import { ChangePassword, EndSession, SignOut } from "@/app/account/_forms/own-account";
import { TwoStep } from "@/app/account/_forms/two-step";
import { browserWords, roleWords, utc } from "@/app/account/words";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const member = await requireHere("account", "/account");
  const ownPassword = await hasPassword(member);
  return (
    <main id="main" className="page narrow">
      <h1>{member.name}</h1>
      <Who member={member} />
      <SignOut />
      {ownPassword ? <Credentials member={member} /> : <section><h2>Sign-in</h2><p className="sub">You sign in through your hospital; your password and any second step are kept there.</p></section>}
      <Sessions member={member} />
    </main>
  );
}

function Who({ member: { email, siteName, role, state } }: { member: Member }) {
  const { title, allows } = roleWords[role];
  return (
    <>
      <dl className="facts">
        <div><dt>E-mail</dt><dd>{email}</dd></div>
        <div><dt>Site</dt><dd>{siteName}</dd></div>
        <div><dt>Role</dt><dd>{title}</dd></div>
      </dl>
      <p className="sub">{allows}</p>
      {may(role, state, "members") && <p className="places"><a href="/account/members">Members</a> <a href="/account/keys">Keys</a> <a href="/account/retention">Keeping</a> <a href="/account/audit">Audit</a></p>}
    </>
  );
}

function Credentials({ member: { email, twoStep } }: { member: Member }) {
  return (
    <>
      <section aria-labelledby="password">
        <h2 id="password">Password</h2>
        <ChangePassword email={email} />
      </section>
      <section aria-labelledby="two-step">
        <h2 id="two-step">Two-step sign-in</h2>
        <TwoStep on={twoStep} />
      </section>
    </>
  );
}

async function Sessions({ member }: { member: Member }) {
  const sessions = await listSessions(member);
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">Sessions</h2>
      <p className="sub">Where you are signed in. A session ends after 30 minutes without use and after 12 hours at the latest. Times are UTC.</p>
      <ul className="sessions">
        {sessions.map(({ id, browser, startedAt, seenAt, current }) => (
          <li key={id}>
            <span><b>{browserWords(browser)}</b>{current && ", this one"}<span className="fine"> since <time dateTime={startedAt.toISOString()}>{utc(startedAt)}</time>, last used <time dateTime={seenAt.toISOString()}>{utc(seenAt)}</time></span></span>
            {!current && <EndSession id={id} browser={browserWords(browser)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
