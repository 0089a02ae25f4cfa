"use client";
import { useEffect, useId, useRef, useState } from "react";
import { Confirm } from "./confirm";
import { Copy } from "./copy";
import { Field, Form } from "./form";
import { send } from "./post";

type KeyRow = { id: string; name: string; scope: "read" | "write"; made: string; used: string; state: string; revoked: boolean; works: boolean };

const PATH = "/api/v1/keys";
const scopes = { read: "Read: list, open and export", write: "Write: save, list and open" };

/** The keys of a site, and what an admin does with them. */
export function Keys({ keys }: { keys: KeyRow[] }) {
  const [made, setMade] = useState<string | null>(null);
  return (
    <>
      {keys.length > 0 && (
        <table className="register">
          <caption className="unseen">Keys of the site, newest first</caption>
          <thead><tr><th scope="col">Name</th><th scope="col">Allows</th><th scope="col">Made</th><th scope="col">Last used</th><th scope="col">State</th><th scope="col">Change</th></tr></thead>
          <tbody>{keys.map((key) => <Row key={key.id} {...key} />)}</tbody>
        </table>
      )}
      <section aria-labelledby="make">
        <h2 id="make">Make a key</h2>
        <Form<{ key: string }> path={PATH} button="Make a key" onDone={({ key }) => setMade(key)}>
          <Field name="name" label="Name" hint="The program that uses it, such as its registry. Only admins see it; write nothing about a child." autoComplete="off" autoCapitalize="words" maxLength={60} />
          <Scope />
        </Form>
      </section>
      {made !== null && <NewKey text={made} />}
    </>
  );
}

function Scope() {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>Allows</label>
      <div className="beside"><select id={id} name="scope">{Object.entries(scopes).map(([scope, title]) => <option key={scope} value={scope}>{title}</option>)}</select></div>
    </div>
  );
}

function Row({ id, name, scope, made, used, state, revoked, works }: KeyRow) {
  return (
    <tr className={works ? undefined : "removed"}>
      <th scope="row">{name}</th>
      <td>{scopes[scope]}</td>
      <td>{made}</td>
      <td>{used}</td>
      <td>{state}</td>
      <td>
        {!revoked && (
          <div className="buttons">
            <Confirm button={<>Revoke<span className="unseen"> {name}</span></>} title={`Revoke ${name}?`} yes="Revoke" act={() => send("DELETE", `${PATH}/${id}`)} done={() => location.reload()}>
              <p>The program is refused from its next request on. This cannot be taken back; what it saved stays, and the audit keeps the key’s name.</p>
            </Confirm>
          </div>
        )}
      </td>
    </tr>
  );
}

/** Shows a key, this once; the list is loaded again afterwards. */
function NewKey({ text }: { text: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={() => location.reload()}>
      <h2 id={id}>The new key</h2>
      <p>Put it where the program keeps its secrets: who has it can do what it allows. It is not shown again. The program sends it as <code>Authorization: Bearer</code> and the key.</p>
      <p><code className="key">{text}</code></p>
      <div className="buttons">
        <Copy text={text} />
        <button type="button" className="plain" onClick={() => dialog.current?.close()}>Done</button>
      </div>
    </dialog>
  );
}
