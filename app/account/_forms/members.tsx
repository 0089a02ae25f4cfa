"use client";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { adminWords } from "./admin-wording";
import { Confirm } from "./confirm";
import { Field, Form, Trouble } from "./form";
import { formWords } from "./form-wording";
import { OneTimeLink } from "./one-time-link";
import type { Handed } from "./one-time-link";
import { send } from "./post";
import type { Refusal, Sent } from "./post";

type MemberRow = { id: string; name: string; email: string; role: string; state: string };
type Roles = readonly (readonly [role: string, title: string])[];

const PATH = "/api/v1/members";
const { members: told } = adminWords;

/** The members of a site and what an admin may change. */
export function Members({ members, self, roles }: { members: MemberRow[]; self: string; roles: Roles }) {
  const [handed, setHanded] = useState<Handed | null>(null);
  return (
    <>
      <table className="register">
        <caption className="unseen">{told.caption}</caption>
        <thead><tr>{told.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>{members.map((member) => <Row key={member.id} member={member} self={member.id === self} roles={roles} hand={setHanded} />)}</tbody>
      </table>
      <section aria-labelledby="invite">
        <h2 id="invite">{told.invite}</h2>
        <Form<{ link: string }> path={PATH} button={told.button} sentences={told.refused} onDone={({ link }) => setHanded({ link, name: told.newMember, lasts: told.lasts.invitation })}>
          <Field name="name" label={formWords.name} autoComplete="off" autoCapitalize="words" maxLength={100} />
          <Field name="email" label={formWords.email} hint={told.hint} type="email" autoComplete="off" />
          <Choice label={told.role} name="role" roles={roles} />
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
  const link = async () => follow(await renewed(), (made) => hand({ link: made.link, name, lasts: state === "active" ? told.lasts.link : told.lasts.invitation }));
  return (
    <tr className={state}>
      <th scope="row">{name}{self && told.you}</th>
      <td>{email}</td>
      <td>
        {state === "removed" ? roles.find(([known]) => known === role)?.[1] : (
          <Choice label={<span className="unseen">{told.roleOf(name)}</span>} value={role} onChange={({ target }) => setRole(target.value)} roles={roles}>
            {role !== member.role && <button type="button" onClick={() => void change()}>{told.set}<span className="unseen">{told.setWhat(name)}</span></button>}
          </Choice>
        )}
      </td>
      <td>{told.states[state] ?? state}</td>
      <td>
        <div className="buttons">
          <button type="button" className="plain" onClick={() => void link()}>{state === "removed" ? told.again : told.newLink}<span className="unseen">{told.linkFor(name)}</span></button>
          {state !== "removed" && (
            <Confirm button={<>{told.remove}<span className="unseen"> {name}</span></>} title={told.ask(name)} yes={told.remove} sentences={told.refused} act={() => send("DELETE", `${PATH}/${id}`)} done={() => location.reload()}>
              <p>{self ? told.yourself : told.another} {told.stays}</p>
            </Confirm>
          )}
        </div>
        <div role="alert">{refusal && <Trouble refusal={refusal} sentences={told.refused} />}</div>
      </td>
    </tr>
  );
}
