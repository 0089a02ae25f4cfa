"use client";
import { useState } from "react";
import { CodeField, Field, Form, PasswordField, Trouble } from "./form";
import { send } from "./post";
import type { Refusal } from "./post";

const refused = { "sign-in-refused": "This e-mail address and password do not belong together." };

/** Signs in: e-mail and password, then in the same place the second step of those who have one. */
export function SignIn({ next, hospital }: { next: string; hospital: string | null }) {
  const [step, setStep] = useState<"password" | "totp" | "recovery">("password");
  const done = () => location.replace(next);
  if (step !== "password") return <SecondStep kind={step} done={done} turnTo={setStep} />;
  return (
    <>
      <Form<{ next: "done" | "code" }> path="/api/v1/account/sign-in" button="Sign in" sentences={refused} onDone={(then) => (then.next === "code" ? setStep("totp") : done())}>
        <Field name="email" label="E-mail" type="email" autoComplete="username" />
        <PasswordField kind="current-password" />
      </Form>
      {hospital && <HospitalSignIn name={hospital} />}
      <p className="fine">No account yet, or the password is forgotten? An admin of your site makes you a link.</p>
    </>
  );
}

type SecondStepProps = { kind: "totp" | "recovery"; done: () => void; turnTo: (step: "password" | "totp" | "recovery") => void };

function SecondStep({ kind, done, turnTo }: SecondStepProps) {
  const other = kind === "totp" ? "recovery" : "totp";
  const sentences = { "code-refused": "This code is not right, is too old or was used before. If that goes on, start again." };
  return (
    <>
      <h2>Second step</h2>
      <Form key={kind} path="/api/v1/account/sign-in/code" fixed={{ kind }} button="Go on" sentences={sentences} takesFocus onDone={done}>
        {kind === "totp" ? <CodeField /> : <Field name="code" label="Recovery code" hint="One of those you kept when you turned on two-step sign-in. Each works once." autoComplete="off" />}
      </Form>
      <p className="buttons">
        <button type="button" className="plain" onClick={() => turnTo(other)}>{kind === "totp" ? "Use a recovery code instead" : "Use the app’s code instead"}</button>
        <button type="button" className="plain" onClick={() => turnTo("password")}>Start again</button>
      </p>
    </>
  );
}

/** The way to the hospital's own sign-in; with a link's token it is also the way to join. */
export function HospitalSignIn({ name, link }: { name: string; link?: string }) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const go = async () => {
    const sent = await send<{ url: string }>("POST", "/api/v1/account/sign-in/hospital", link ? { link } : {});
    if ("body" in sent) location.assign(sent.body.url);
    else setRefusal(sent.refusal);
  };
  return (
    <div className="or">
      <button type="button" className="plain" onClick={() => void go()}>{link ? "Join" : "Sign in"} with {name}</button>
      <div role="alert">{refusal && <Trouble refusal={refusal} />}</div>
    </div>
  );
}
