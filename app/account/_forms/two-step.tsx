"use client";
import { useEffect, useRef, useState } from "react";
import { Copy } from "./copy";
import { CodeField, Form, PasswordField } from "./form";
import { ownWords } from "./own-wording";
import { Qr } from "./qr";

const PATH = "/api/v1/account/two-step";
const { twoStep: told } = ownWords;
const wrongPassword = { "password-refused": told.wrong };

type Pending = { uri: string; secret: string; codes: string[] };

/** Turns the second step of sign-in on or off. */
export function TwoStep({ on }: { on: boolean }) {
  return on ? <TurnOff /> : <TurnOn />;
}

function TurnOff() {
  return (
    <>
      <p className="sub">{told.on}</p>
      <details className="folded">
        <summary>{told.turnItOff}</summary>
        <Form method="DELETE" path={PATH} button={told.turnOff} sentences={wrongPassword} onDone={() => location.reload()}>
          <PasswordField label={told.yours} kind="current-password" />
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
      <p className="sub">{told.off}</p>
      <details className="folded">
        <summary>{told.turnItOn}</summary>
        <Form<Pending> path={PATH} button={told.goOn} sentences={wrongPassword} onDone={setPending}>
          <PasswordField label={told.yours} kind="current-password" />
        </Form>
      </details>
    </>
  );
}

function Confirmation({ pending: { uri, secret }, done }: { pending: Pending; done: () => void }) {
  return (
    <>
      <p>{told.scan}</p>
      <Qr text={uri} name={told.picture} />
      <p>{told.key}<code className="key">{secret.match(/.{1,4}/g)?.join(" ")}</code></p>
      <Form method="PUT" path={PATH} button={told.turnOn} sentences={{ "code-refused": told.wrongCode }} takesFocus onDone={done}>
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
      <p><b>{told.keep.what}</b> {told.keep.why}</p>
      <ul className="codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      <p className="buttons">
        <Copy text={codes.join("\n")} />
        <button type="button" onClick={() => print()}>{told.print}</button>
        <button type="button" className="plain" onClick={() => location.reload()}>{told.kept}</button>
      </p>
    </div>
  );
}
