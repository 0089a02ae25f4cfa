"use client";
import { useEffect, useRef, useState } from "react";
import { Copy } from "./copy";
import { CodeField, Form, PasswordField } from "./form";
import { Qr } from "./qr";

const PATH = "/api/v1/account/two-step";
const wrongPassword = { "password-refused": "This is not your password." };

type Pending = { uri: string; secret: string; codes: string[] };

/** Turns the second step of sign-in on or off. */
export function TwoStep({ on }: { on: boolean }) {
  return on ? <TurnOff /> : <TurnOn />;
}

function TurnOff() {
  return (
    <>
      <p className="sub">On: a code from your authenticator app is asked after the password.</p>
      <details className="folded">
        <summary>Turn it off</summary>
        <Form method="DELETE" path={PATH} button="Turn off" sentences={wrongPassword} onDone={() => location.reload()}>
          <PasswordField label="Your password" kind="current-password" />
        </Form>
      </details>
    </>
  );
}

function TurnOn() {
  const [pending, setPending] = useState<Pending | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  if (pending && confirmed) return <RecoveryCodes codes={pending.codes} />;
  if (pending) return <Confirmation pending={pending} done={() => setConfirmed(true)} />;
  return (
    <>
      <p className="sub">Off. A code from an app on your phone protects the account when the password becomes known.</p>
      <details className="folded">
        <summary>Turn it on</summary>
        <Form<Pending> path={PATH} button="Go on" sentences={wrongPassword} onDone={setPending}>
          <PasswordField label="Your password" kind="current-password" />
        </Form>
      </details>
    </>
  );
}

function Confirmation({ pending: { uri, secret }, done }: { pending: Pending; done: () => void }) {
  return (
    <>
      <p>Scan this with an authenticator app, or type the key into it. Then give the code that it shows.</p>
      <Qr text={uri} name="QR code for the authenticator app" />
      <p>Key: <code className="key">{secret.match(/.{1,4}/g)?.join(" ")}</code></p>
      <Form method="PUT" path={PATH} button="Turn on" sentences={{ "code-refused": "This code is not right. Take the one that the app shows now." }} takesFocus onDone={done}>
        <CodeField />
      </Form>
    </>
  );
}

function RecoveryCodes({ codes }: { codes: string[] }) {
  const section = useRef<HTMLDivElement>(null);
  useEffect(() => section.current?.focus(), []);
  return (
    <div ref={section} className="notice keep" tabIndex={-1}>
      <p><b>Two-step sign-in is on. Keep these recovery codes.</b> Without your phone, each lets you in once. They are not shown again.</p>
      <ul className="codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      <p className="buttons">
        <Copy text={codes.join("\n")} />
        <button type="button" onClick={() => print()}>Print</button>
        <button type="button" className="plain" onClick={() => location.reload()}>I have kept them</button>
      </p>
    </div>
  );
}
