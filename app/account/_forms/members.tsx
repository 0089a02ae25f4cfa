"use client";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { Confirm } from "./confirm";
import { Field, Form, Trouble } from "./form";
import { OneTimeLink } from "./one-time-link";
import type { Handed } from "./one-time-link";
import { send } from "./post";
import type { Refusal, Sent } from "./post";

type MemberRow = { id: string; name: string; email: string; role: string; state: string };
type Roles = readonly (readonly [role: string, title: string])[];

const PATH = "/api/v1/members";
const sentences = { "last-admin": "This is the last admin of the site. Make another member admin first.", "hospital-member": "This member signs in through the hospital, which renews the password and the second step.", "member-exists": "There is already a member with this e-mail address. A new link is made in the list." };
const states: Record<string, string> = { active: "Active", invited: "Invited, not yet joined", removed: "Removed" };

/** The members of a site and what an admin may change. */
export function Members({ members, self, roles }: { members: MemberRow[]; self: string; roles: Roles }) {
  const [handed, setHanded] = useState<Handed | null>(null);
  return (
    <>
      <table className="register">
        <caption className="unseen">Members of the site</caption>
        <thead><tr><th scope="col">Name</th><th scope="col">E-mail</th><th scope="col">Role</th><th scope="col">State</th><th scope="col">Change</th></tr></thead>
        <tbody>{members.map((member) => <Row key={member.id} member={member} self={member.id === self} roles={roles} hand={setHanded} />)}</tbody>
      </table>
      <section aria-labelledby="invite">
        <h2 id="invite">Invite</h2>
        <Form<{ link: string }> path={PATH} button="Make an invitation link" sentences={sentences} onDone={({ link }) => setHanded({ link, name: "the new member", lasts: "7 days" })}>
          <Field name="name" label="Name" autoComplete="off" autoCapitalize="words" maxLength={100} />
          <Field name="email" label="E-mail" hint="They sign in with it. Nothing is sent to it." type="email" autoComplete="off" />
          <Choice label="Role" name="role" roles={roles} />
        </Form>
      </section>
      {handed && <OneTimeLink {...handed} />}
    </>
  );
}

function Choice({ label, roles, children, ...select }: { label: ReactNode; name?: string; value?: string; onChange?: (event: { target: { value: string } }) => void; roles: Roles; children?: ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="beside">
        <select id={id} {...select}>{roles.map(([role, title]) => <option key={role} value={role}>{title}</option>)}</select>
        {children}
      </div>
    </div>
  );
}

type RowProps = { member: MemberRow; self: boolean; roles: Roles; hand: (handed: Handed) => void };

function Row({ member, self, roles, hand }: RowProps) {
  const { id, name, email, state } = member;
  const [role, setRole] = useState(member.role);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const follow = <Body,>(sent: Sent<Body>, done: (body: Body) => void) => ("body" in sent ? done(sent.body) : setRefusal(sent.refusal));
  const change = async () => follow(await send("PATCH", `${PATH}/${id}`, { role }), () => location.reload());
  // Who was removed is invited anew; everybody else gets a link to what they are already.
  const renewed = () => (state === "removed" ? send<{ link: string }>("POST", PATH, { name, email, role }) : send<{ link: string }>("POST", `${PATH}/${id}/link`));
  const link = async () => follow(await renewed(), (made) => hand({ link: made.link, name, lasts: state === "active" ? "24 hours" : "7 days" }));
  const of = <span className="unseen"> of {name}</span>;
  return (
    <tr className={state}>
      <th scope="row">{name}{self && " (you)"}</th>
      <td>{email}</td>
      <td>
        {state === "removed" ? roles.find(([known]) => known === role)?.[1] : (
          <Choice label={<span className="unseen">Role of {name}</span>} value={role} onChange={({ target }) => setRole(target.value)} roles={roles}>
            {role !== member.role && <button type="button" onClick={() => void change()}>Set<span className="unseen"> the role</span>{of}</button>}
          </Choice>
        )}
      </td>
      <td>{states[state] ?? state}</td>
      <td>
        <div className="buttons">
          <button type="button" className="plain" onClick={() => void link()}>{state === "removed" ? "Invite again" : "New link"}<span className="unseen"> for {name}</span></button>
          {state !== "removed" && (
            <Confirm button={<>Remove<span className="unseen"> {name}</span></>} title={`Remove ${name}?`} yes="Remove" sentences={sentences} act={() => send("DELETE", `${PATH}/${id}`)} done={() => location.reload()}>
              <p>{self ? "You are signed out at once and cannot come back without an invitation." : "Their sessions end at once."} Screenings that were saved stay, and the audit keeps the name.</p>
            </Confirm>
          )}
        </div>
        <div role="alert">{refusal && <Trouble refusal={refusal} sentences={sentences} />}</div>
      </td>
    </tr>
  );
}
