import type { Metadata } from "next";
import { memberIfKnown } from "@/app/account/here";
import { hospitalName } from "@/lib/access/oidc";
import { SignIn } from "@/app/account/_forms/sign-in";
import { nextPath } from "@/app/account/next-path";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { next, trouble } = await searchParams;
  const path = nextPath(next);
  const member = await memberIfKnown();
  return (
    <main id="main" className="page narrow">
      <h1>Sign in</h1>
      {trouble === "hospital" && !member && <p className="notice" role="alert">The sign-in of {hospitalName() ?? "the hospital"} did not lead to an account here. It may not answer at the moment. Otherwise your invitation has to be accepted first, with the same e-mail address: open its link, or ask an admin of your site.</p>}
      {member ? (
        <>
          <p>You are signed in as {member.name}.</p>
          <p className="buttons"><a className="button" href={path}>Go on</a> <a href="/account">Your account</a></p>
        </>
      ) : (
        <>
          <noscript><p className="notice">Scripts are off: signing in needs them.</p></noscript>
          <SignIn next={path} hospital={hospitalName()} />
        </>
      )}
    </main>
  );
}
