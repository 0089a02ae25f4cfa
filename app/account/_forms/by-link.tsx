"use client";
import { useEffect, useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Field, Form, PasswordField } from "./form";
import { formWords } from "./form-wording";
import { ownWords } from "./own-wording";
import { send, sentenceFor } from "./post";
import { HospitalSignIn } from "./sign-in";

type Found = { kind: "set-up" } | { kind: "join" | "reset"; name: string; email: string; site: string };
type State = "reading" | "none" | "done" | { trouble: string; token: string } | { found: Found; token: string };

const { link: told } = ownWords;

/** What a one-time link opens. Its token stands behind the # of the address, and in the address no longer than needed. */
export function ByLink({ hospital = null }: { hospital?: string | null }) {
  const token = useRef("");
  const [state, setState] = useState<State>("reading");
  useEffect(() => {
    token.current = location.hash.slice(1) || token.current;
    history.replaceState(null, "", location.pathname);
    void look(token.current).then(setState);
    // The same page opened with another link is not loaded anew by the browser.
    const again = () => location.hash && location.reload();
    addEventListener("hashchange", again);
    return () => removeEventListener("hashchange", again);
  }, []);
  if (state === "reading") return <p role="status">{told.reading}</p>;
  if (state === "none") return <NoLink />;
  if (state === "done") return <Done />;
  if ("trouble" in state) return <Said><p>{state.trouble}</p><button type="button" onClick={() => void look(state.token).then(setState)}>{formWords.tryAgain}</button></Said>;
  const rest = { token: state.token, done: () => setState("done") };
  return state.found.kind === "set-up" ? <SetUp {...rest} /> : <Join found={state.found} hospital={hospital} {...rest} />;
}

async function look(token: string): Promise<State> {
  if (!token) return "none";
  const sent = await send<Found>("POST", "/api/v1/account/link", { token });
  if ("body" in sent) return { found: sent.body, token };
  const { status } = sent.refusal;
  return status === 404 || status === 422 ? "none" : { trouble: sentenceFor(sent.refusal), token };
}

function SetUp({ token, done }: { token: string; done: () => void }) {
  const { setUp } = told;
  return (
    <>
      <p className="sub">{setUp.about}</p>
      <Form path="/api/v1/account/set-up" fixed={{ token }} button={setUp.button} sentences={told.refused} takesFocus onDone={done}>
        <Field name="site" {...setUp.site} autoComplete="organization" autoCapitalize="words" maxLength={100} />
        <Field name="name" label={setUp.name} autoComplete="name" autoCapitalize="words" maxLength={100} />
        <Field name="email" {...setUp.email} type="email" autoComplete="username" />
        <PasswordField kind="new-password" />
      </Form>
    </>
  );
}

type JoinProps = { found: Exclude<Found, { kind: "set-up" }>; token: string; hospital: string | null; done: () => void };

function Join({ found: { kind, name, email, site }, token, hospital, done }: JoinProps) {
  const id = useId();
  const { about, button } = told[kind];
  return (
    <>
      <p className="sub">{about(name, site)}</p>
      <Form path="/api/v1/account/join" fixed={{ token }} button={button} sentences={told.refused} takesFocus onDone={done}>
        <div className="field">
          <label htmlFor={id}>{formWords.email}</label>
          {/* Without a name it is not sent; a password manager reads it. */}
          <input id={id} type="email" autoComplete="username" value={email} readOnly />
        </div>
        <PasswordField kind="new-password" />
      </Form>
      {kind === "join" && hospital && <HospitalSignIn name={hospital} link={token} />}
    </>
  );
}

function Done() {
  return <Said><p><b>{told.done.what}</b> {told.done.about}</p><p><a className="button" href="/account/sign-in">{told.done.signIn}</a></p></Said>;
}

function NoLink() {
  return (
    <Said>
      <p><b>{told.none.what}</b> {told.none.why}</p>
      <p>{told.none.todo}</p>
      <p><a href="/account/sign-in">{told.none.signIn}</a></p>
    </Said>
  );
}

/** What took a form's place takes the focus. */
function Said({ children }: { children: ReactNode }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return <div ref={notice} className="notice" tabIndex={-1}>{children}</div>;
}
