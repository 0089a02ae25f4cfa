import { z } from "zod";
import { roles, scopes } from "./table";

/** The only texts that people type here: names of members, sites and keys, and the e-mail to sign in with. None reaches a screening. */
const name = z.string().trim().min(1).max(100).regex(/^\P{C}*$/u);
const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** A password as it came; whether a new one is good enough is asked elsewhere, of the password alone. */
const password = z.string().min(1).max(512);
const token = z.string().max(100);
const code = z.string().trim().min(1).max(20);

export const signInForm = z.strictObject({ email, password });
export const codeForm = z.strictObject({ code, kind: z.enum(["totp", "recovery"]) });
export const hospitalForm = z.strictObject({ link: token.optional() });
export const linkForm = z.strictObject({ token });
export const setUpForm = z.strictObject({ token, site: name, name, email, password });
export const joinForm = z.strictObject({ token, password });
export const passwordForm = z.strictObject({ current: password, password });
export const confirmForm = z.strictObject({ code });
export const ownPasswordForm = z.strictObject({ password });
export const inviteForm = z.strictObject({ name, email, role: z.enum(roles) });
export const roleForm = z.strictObject({ role: z.enum(roles) });
export const keyForm = z.strictObject({ name: name.max(60), scope: z.enum(scopes) });

/** Could this be the id of a member, a key or a session? What comes in an address can be anything, and PostgreSQL takes no NUL in a text. */
export function isId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}
/** How many years screenings are kept, or for good. */
export const retentionForm = z.strictObject({ years: z.union([z.int().min(1).max(100), z.null()]) });
