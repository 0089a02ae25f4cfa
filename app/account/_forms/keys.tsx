"use client";
import { useEffect, useId, useRef, useState } from "react";
import { Confirm } from "./confirm";
import { Copy } from "./copy";
import { Field, Form } from "./form";
import { send } from "./post";

type Scope = "read" | "write";
type KeyRow = { id: string; name: string; scope: Scope; maker: string; made: string; used: string | null; state: string; revoked: string | null; works: boolean };

const PATH = "/api/v1/keys";
const scopes: Record<Scope, string> = { read: "Read: list, open and export", write: "Write: save, list and open" };
const can: Record<Scope, string> = {
  read: "It lists the site’s screenings, opens them and takes them out, many at once too. It saves nothing.",
  write: "It saves screenings, lists those of the site and opens them one at a time. It takes out no more than one at once.",
};

/** The keys of a site, and what an admin does with them. */
export function Keys({ keys }: { keys: KeyRow[] }) {
  const [made, setMade] = useState<string | null>(null);
  const [scope, setScope] = useState<Scope>("read");
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
      <label htmlFor={id}>Allows</label>
      <p id={`${id}-can`} className="fine">{can[scope]}</p>
      <div className="beside">
        <select id={id} name="scope" value={scope} aria-describedby={`${id}-can`} onChange={({ target }) => choose(target.value === "write" ? "write" : "read")}>
          {Object.entries(scopes).map(([known, title]) => <option key={known} value={known}>{title}</option>)}
        </select>
      </div>
    </div>
  );
}

function Row({ id, name, scope, maker, made, used, state, revoked, works }: KeyRow) {
  return (
    <tr className={works ? undefined : "removed"}>
      <th scope="row">{name}</th>
      <td>{scopes[scope]}</td>
      <td>Made <Day of={made} /> by {maker}</td>
      <td>{used ? <>Used <Day of={used} /></> : "Never used"}</td>
      <td>{revoked ? <>Revoked <Day of={revoked} /></> : state}</td>
      <td>
        {!revoked && (
          <div className="buttons">
            <Confirm button={<>Revoke<span className="unseen"> {name}</span></>} title={`Revoke ${name}?`} yes="Revoke" act={() => send("DELETE", `${PATH}/${id}`)} done={() => location.reload()}>
              <p>The program is refused from its next request on, and what it is in the middle of stops within seconds. This cannot be taken back; what it saved stays, and the audit keeps the key’s name.</p>
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
      <h2 id={id}>The new key</h2>
      <p>Copy it now: it is not shown again. Put it where the program keeps its secrets, for whoever has it can use it. {can[scope]}</p>
      <p>The program sends it with every request as <code>Authorization: Bearer</code> and the key.</p>
      <p><code className="key">{text}</code></p>
      <div className="buttons">
        <Copy text={text} />
        <button type="button" className="plain" onClick={() => dialog.current?.close()}>Done</button>
      </div>
    </dialog>
  );
}
