"use client";
import { useEffect, useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Field, Form, PasswordField } from "./form";
import { send, sentenceFor } from "./post";
import { HospitalSignIn } from "./sign-in";

type Found = { kind: "set-up" } | { kind: "join" | "reset"; name: string; email: string; site: string };
type State = "reading" | "none" | "done" | { trouble: string; token: string } | { found: Found; token: string };

const sentences = {
  "no-such-link": "This link was used or has run out meanwhile. Ask for a new one.",
  "member-exists": "There is already an account with this e-mail address on this server. Ask for an invitation to another one.",
};

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
  if (state === "reading") return <p role="status">Reading the link …</p>;
  if (state === "none") return <NoLink />;
  if (state === "done") return <Done />;
  if ("trouble" in state) return <Said><p>{state.trouble}</p><button type="button" onClick={() => void look(state.token).then(setState)}>Try again</button></Said>;
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
  return (
    <>
      <p className="sub">You become the first admin of your site. You can invite others afterwards.</p>
      <Form path="/api/v1/account/set-up" fixed={{ token }} button="Set up" sentences={sentences} takesFocus onDone={done}>
        <Field name="site" label="Site" hint="The clinic or department, as its members call it." autoComplete="organization" autoCapitalize="words" maxLength={100} />
        <Field name="name" label="Your name" autoComplete="name" autoCapitalize="words" maxLength={100} />
        <Field name="email" label="Your e-mail" hint="You sign in with it. Nothing is sent to it." type="email" autoComplete="username" />
        <PasswordField kind="new-password" />
      </Form>
    </>
  );
}

type JoinProps = { found: Exclude<Found, { kind: "set-up" }>; token: string; hospital: string | null; done: () => void };

function Join({ found: { kind, name, email, site }, token, hospital, done }: JoinProps) {
  const id = useId();
  return (
    <>
      <p className="sub">{kind === "join" ? `${name}, you are invited to ${site}. Choose a password and you are in.` : `${name} at ${site}: choose a new password. Your sessions end and two-step sign-in is off afterwards.`}</p>
      <Form path="/api/v1/account/join" fixed={{ token }} button={kind === "join" ? "Join" : "Set the password"} sentences={sentences} takesFocus onDone={done}>
        <div className="field">
          <label htmlFor={id}>E-mail</label>
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
  return <Said><p><b>Done.</b> The link cannot be used again.</p><p><a className="button" href="/account/sign-in">Sign in</a></p></Said>;
}

function NoLink() {
  return (
    <Said>
      <p><b>This link is not valid any more.</b> It was used, has run out, or was not copied whole.</p>
      <p>Ask an admin of your site for a new one. For a first set-up, start the application again: its console prints a new link.</p>
      <p><a href="/account/sign-in">To the sign-in</a></p>
    </Said>
  );
}

/** What took a form's place takes the focus. */
function Said({ children }: { children: ReactNode }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return <div ref={notice} className="notice" tabIndex={-1}>{children}</div>;
}
