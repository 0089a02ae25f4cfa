"use client";
import { useState } from "react";
import { CodeField, Field, Form, PasswordField, Trouble } from "./form";
import { formWords } from "./form-wording";
import { ownWords } from "./own-wording";
import { send } from "./post";
import type { Refusal } from "./post";

const { signIn: told } = ownWords;
const refused = { "sign-in-refused": told.refused };

/** Signs in: e-mail and password, then in the same place the second step of those who have one. */
export function SignIn({ next, hospital }: { next: string; hospital: string | null }) {
  const [step, setStep] = useState<"password" | "totp" | "recovery">("password");
  const done = () => location.replace(next);
  if (step !== "password") return <SecondStep kind={step} done={done} turnTo={setStep} />;
  return (
    <>
      <Form<{ next: "done" | "code" }> path="/api/v1/account/sign-in" button={told.button} sentences={refused} onDone={(then) => (then.next === "code" ? setStep("totp") : done())}>
        <Field name="email" label={formWords.email} type="email" autoComplete="username" />
        <PasswordField kind="current-password" />
      </Form>
      {hospital && <HospitalSignIn name={hospital} />}
      <p className="fine">{told.none}</p>
    </>
  );
}

type SecondStepProps = { kind: "totp" | "recovery"; done: () => void; turnTo: (step: "password" | "totp" | "recovery") => void };

function SecondStep({ kind, done, turnTo }: SecondStepProps) {
  const other = kind === "totp" ? "recovery" : "totp";
  const sentences = { "code-refused": told.wrong };
  return (
    <>
      <h2>{told.second}</h2>
      <Form key={kind} path="/api/v1/account/sign-in/code" fixed={{ kind }} button={told.goOn} sentences={sentences} takesFocus onDone={done}>
        {kind === "totp" ? <CodeField /> : <Field name="code" {...told.recovery} autoComplete="off" />}
      </Form>
      <p className="buttons">
        <button type="button" className="plain" onClick={() => turnTo(other)}>{told.turnTo[other]}</button>
        <button type="button" className="plain" onClick={() => turnTo("password")}>{told.startAgain}</button>
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
      <button type="button" className="plain" onClick={() => void go()}>{link ? told.joinHospital(name) : told.hospital(name)}</button>
      <div role="alert">{refusal && <Trouble refusal={refusal} />}</div>
    </div>
  );
}
