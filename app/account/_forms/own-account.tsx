"use client";
import { useState } from "react";
import { Form, PasswordField, Trouble } from "./form";
import { ownWords } from "./own-wording";
import { send } from "./post";
import type { Refusal } from "./post";
import { tellSignedOut } from "./tab";

const { own: told } = ownWords;

/** Ends this session and forgets what this browser's tabs hold. */
export function SignOut() {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const leave = async () => {
    const sent = await send("POST", "/api/v1/account/sign-out", {});
    if ("refusal" in sent && sent.refusal.name !== "not-signed-in") return setRefusal(sent.refusal);
    sessionStorage.clear();
    tellSignedOut();
    location.replace("/account/sign-in");
  };
  return (
    <>
      <button type="button" onClick={() => void leave()}>{told.signOut}</button>
      <div role="alert">{refusal && <Trouble refusal={refusal} />}</div>
    </>
  );
}

/** Changes one's own password. */
export function ChangePassword({ email }: { email: string }) {
  const [done, setDone] = useState(false);
  if (done) return <p role="status" className="notice">{told.changed}</p>;
  return (
    <details className="folded">
      <summary>{told.change}</summary>
      <Form path="/api/v1/account/password" button={told.button} sentences={{ "password-refused": told.wrong }} onDone={() => setDone(true)}>
        {/* For a password manager: it is neither seen nor sent. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField name="current" label={told.now} kind="current-password" />
        <PasswordField label={told.next} kind="new-password" />
      </Form>
    </details>
  );
}

/** Ends one of one's other sessions. */
export function EndSession({ id, browser }: { id: string; browser: string }) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const end = async () => {
    const sent = await send("DELETE", `/api/v1/account/sessions/${id}`);
    // One that has ended meanwhile is what was wanted.
    if ("body" in sent || sent.refusal.status === 404) location.reload();
    else setRefusal(sent.refusal);
  };
  return (
    <div>
      <button type="button" className="plain" onClick={() => void end()}>{told.end}<span className="unseen">{told.session(browser)}</span></button>
      <div role="alert">{refusal && <Trouble refusal={refusal} />}</div>
    </div>
  );
}
