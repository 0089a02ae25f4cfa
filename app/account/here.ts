import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { memberOf } from "@/lib/access/guard";
import type { Member } from "@/lib/access/guard";
import { may } from "@/lib/access/table";
import type { Action } from "@/lib/access/table";
import { noteAway } from "@/lib/store/away";
import { databaseIsAway } from "@/lib/store/client";

/** Who is signed in? Asked once a request, however many parts of a page ask. */
const memberHere: () => Promise<Member | null> = cache(async () => memberOf(await headers(), new Date()));

/**
 * The member whom a page is for. Everybody else is led to the sign-in page and back to `path` from there; to a member
 * without the right the page does not exist.
 */
export async function requireHere(action: Action, path: string): Promise<Member> {
  const member = await memberHere();
  if (!member) redirect(`/account/sign-in?next=${encodeURIComponent(path)}`);
  if (!may(member.role, member.state, action)) notFound();
  return member;
}

/** Who is signed in, for what must work without: nobody while the database is away. */
export async function memberIfKnown(): Promise<Member | null> {
  try {
    return await memberHere();
  } catch (error) {
    if (!databaseIsAway(error)) throw error;
    noteAway();
    return null;
  }
}
