"use client";
import { useEffect, useId, useRef, useState } from "react";
import { adminWords } from "./admin-wording";
import { Confirm } from "./confirm";
import { Copy } from "./copy";
import { Field, Form } from "./form";
import { formWords } from "./form-wording";
import { send } from "./post";

type Scope = "read" | "write";
type KeyRow = { id: string; name: string; scope: Scope; maker: string; made: string; used: string | null; state: string; revoked: string | null; works: boolean };

const PATH = "/api/v1/keys";
const { keys: told } = adminWords;

/** The keys of a site, and what an admin does with them. */
export function Keys({ keys }: { keys: KeyRow[] }) {
  const [made, setMade] = useState<string | null>(null);
  const [scope, setScope] = useState<Scope>("read");
  return (
    <>
      {keys.length > 0 && (
        <table className="register">
          <caption className="unseen">{told.caption}</caption>
          <thead><tr>{told.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          <tbody>{keys.map((key) => <Row key={key.id} {...key} />)}</tbody>
        </table>
      )}
      <section aria-labelledby="make">
        <h2 id="make">{told.make}</h2>
        <Form<{ key: string }> path={PATH} button={told.make} onDone={({ key }) => setMade(key)}>
          <Field name="name" label={formWords.name} hint={told.hint} autoComplete="off" autoCapitalize="words" maxLength={60} />
          <Choice scope={scope} choose={setScope} />
        </Form>
      </section>
      {made !== null && <NewKey text={made} scope={scope} />}
    </>
  );
}

function Choice({ scope, choose }: { scope: Scope; choose: (scope: Scope) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{told.allows}</label>
      <p id={`${id}-can`} className="fine">{told.can[scope]}</p>
      <div className="beside">
        <select id={id} name="scope" value={scope} aria-describedby={`${id}-can`} onChange={({ target }) => choose(target.value === "write" ? "write" : "read")}>
          {Object.entries(told.scopes).map(([known, title]) => <option key={known} value={known}>{title}</option>)}
        </select>
      </div>
    </div>
  );
}

function Row({ id, name, scope, maker, made, used, state, revoked, works }: KeyRow) {
  return (
    <tr className={works ? undefined : "removed"}>
      <th scope="row">{name}</th>
      <td>{told.scopes[scope]}</td>
      <td>{told.made}<Day of={made} />{told.by(maker)}</td>
      <td>{used ? <>{told.used}<Day of={used} /></> : told.never}</td>
      <td>{revoked ? <>{told.revoked}<Day of={revoked} /></> : state}</td>
      <td>
        {!revoked && (
          <div className="buttons">
            <Confirm button={<>{told.revoke}<span className="unseen"> {name}</span></>} title={told.ask(name)} yes={told.revoke} act={() => send("DELETE", `${PATH}/${id}`)} done={() => location.reload()}>
              <p>{told.about}</p>
            </Confirm>
          </div>
        )}
      </td>
    </tr>
  );
}

function Day({ of }: { of: string }) {
  return <time dateTime={of}>{of}</time>;
}

/** Shows a key, this once; the list is loaded again afterwards. */
function NewKey({ text, scope }: { text: string; scope: Scope }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={() => location.reload()}>
      <h2 id={id}>{told.title}</h2>
      <p>{told.once} {told.can[scope]}</p>
      <p>{told.sent}<code>Authorization: Bearer</code>{told.sentAfter}</p>
      <p><code className="key">{text}</code></p>
      <div className="buttons">
        <Copy text={text} />
        <button type="button" className="plain" onClick={() => dialog.current?.close()}>{formWords.done}</button>
      </div>
    </dialog>
  );
}
