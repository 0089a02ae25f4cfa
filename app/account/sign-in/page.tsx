import type { Metadata } from "next";
import { memberIfKnown } from "@/app/account/here";
import { hospitalName } from "@/lib/access/oidc";
import { SignIn } from "@/app/account/_forms/sign-in";
import { accountWords } from "@/app/account/wording";
import { rootWords } from "@/app/wording";
import { nextPath } from "@/app/account/next-path";

const { signIn: told } = accountWords;

export const metadata: Metadata = { title: told.title };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { next, trouble } = await searchParams;
  const path = nextPath(next);
  const member = await memberIfKnown();
  return (
    <main id="main" className="page narrow">
      <h1>{told.title}</h1>
      {trouble === "hospital" && !member && <p className="notice" role="alert">{told.hospital(hospitalName())}</p>}
      {member ? (
        <>
          <p>{told.already(member.name)}</p>
          <p className="buttons"><a className="button" href={path}>{told.goOn}</a> <a href="/account">{told.account}</a></p>
        </>
      ) : (
        <>
          <p className="sub">{rootWords.about}</p>
          <noscript><p className="notice">{told.scriptsOff}</p></noscript>
          <SignIn next={path} hospital={hospitalName()} />
        </>
      )}
    </main>
  );
}
