"use client";
import { createContext, useContext, useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
import type { FormEvent, InputHTMLAttributes, ReactNode } from "react";
import { formWords } from "./form-wording";
import { faultSentence, send, sentenceFor } from "./post";
import type { Refusal } from "./post";

/** Nothing tells that the scripts have arrived: that they run says it. */
const never = () => () => {};

const Faults = createContext<Record<string, string>>({});

type FormProps<Body> = {
  method?: "POST" | "PUT" | "DELETE";
  path: string;
  /** Goes along with the fields. */
  fixed?: Record<string, string>;
  button: string;
  sentences?: Record<string, string>;
  /** A form that follows another one in place takes the focus; a page just opened leaves it. */
  takesFocus?: boolean;
  onDone: (body: Body) => void;
  children: ReactNode;
};

/** A form that is sent as JSON. What is wrong stands beside its field and in one alert; the first fault takes the focus. */
export function Form<Body = unknown>({ method = "POST", path, fixed, button, sentences, takesFocus = false, onDone, children }: FormProps<Body>) {
  const form = useRef<HTMLFormElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  // Until the scripts are here the form cannot be sent, so no browser puts a password anywhere else.
  const ready = useSyncExternalStore(never, () => true, () => false);
  useEffect(() => {
    if (takesFocus) form.current?.querySelector<HTMLElement>("input:not([readonly])")?.focus();
  }, [takesFocus]);
  useEffect(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus(), [refusal]);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const faults = faultsOf(event.currentTarget);
    if (Object.keys(faults).length) return setRefusal({ name: "", status: 422, faults, minutes: 0 });
    setBusy(true);
    const sent = await send<Body>(method, path, { ...valuesOf(form.current), ...fixed });
    setBusy(false);
    setRefusal("refusal" in sent ? sent.refusal : null);
    if ("body" in sent) onDone(sent.body);
  };
  return (
    <form ref={form} className="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
      <Faults value={refusal?.faults ?? {}}>{children}</Faults>
      <div role="alert">{refusal && <Trouble refusal={refusal} sentences={sentences} />}</div>
      <button type="submit" disabled={!ready} aria-disabled={busy}>{busy ? formWords.busy : button}</button>
    </form>
  );
}

/** What was refused, with the way back in for who is signed out. */
export function Trouble({ refusal, sentences }: { refusal: Refusal; sentences?: Record<string, string> }) {
  return <p className="trouble">{sentenceFor(refusal, sentences)} {refusal.name === "not-signed-in" && <a href={`/account/sign-in?next=${location.pathname}`}>{formWords.signIn}</a>}</p>;
}

type FieldProps = InputHTMLAttributes<HTMLInputElement> & { name: string; label: string; hint?: string };

/** A field with its label, what to know before typing, and what is wrong with it. */
export function Field({ name, label, hint, children, ...input }: FieldProps) {
  const id = useId();
  const fault = useContext(Faults)[name];
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && <p id={`${id}-hint`} className="fine">{hint}</p>}
      <div className="beside">
        <input id={id} name={name} required autoCapitalize="none" spellCheck={false} aria-invalid={fault ? true : undefined} aria-describedby={described || undefined} {...input} />
        {children}
      </div>
      {fault && <p id={`${id}-fault`} className="fault">{faultSentence(name, fault)}</p>}
    </div>
  );
}

/** What is wrong with a choice that is no field of its own. */
export function Fault({ name }: { name: string }) {
  const fault = useContext(Faults)[name];
  return fault ? <p className="fault">{faultSentence(name, fault)}</p> : null;
}

type PasswordProps = { name?: string; label?: string; kind: "current-password" | "new-password" };

/** A password, which can be shown. The rule of a new one is said before it is typed. */
export function PasswordField({ name = "password", label = formWords.password, kind }: PasswordProps) {
  const [shown, setShown] = useState(false);
  const rule = kind === "new-password" ? { hint: formWords.rule, minLength: 12 } : {};
  return (
    <Field name={name} label={label} type={shown ? "text" : "password"} autoComplete={kind} {...rule}>
      <button type="button" className="plain" onClick={() => setShown(!shown)}>{shown ? formWords.hide : formWords.show}<span className="unseen">{formWords.what(label)}</span></button>
    </Field>
  );
}

/** The code of the second step as an authenticator shows it. */
export function CodeField() {
  const { label, hint } = formWords.code;
  return <Field name="code" label={label} hint={hint} inputMode="numeric" autoComplete="one-time-code" />;
}

/** What the browser itself finds wrong, in the server's words; a length by characters, as the server counts. */
function faultsOf(form: HTMLFormElement): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement) || !field.name) continue;
    if (field.validity.valueMissing) faults[field.name] = "required";
    else if (field.validity.typeMismatch) faults[field.name] = "invalid";
    else if ([...field.value].length < field.minLength) faults[field.name] = "too-short";
  }
  return faults;
}

/** Passwords are sent as they are typed; spaces around other values, and within a code, are nobody's intention. */
function valuesOf(form: HTMLFormElement | null): Record<string, string> {
  const tidy = (name: string, value: string) => (name === "password" || name === "current" ? value : name === "code" ? value.replace(/\s/g, "") : value.trim());
  return Object.fromEntries([...new FormData(form ?? undefined)].flatMap(([name, value]) => (typeof value === "string" ? [[name, tidy(name, value)]] : [])));
}
