import { memberHere } from "@/app/_access/member";
import type { Member } from "@/lib/access/guard";
import { databaseIsAway } from "@/lib/store/client";

/** Who is signed in, for what must work without: nobody while the database is away. */
export async function memberIfKnown(): Promise<Member | null> {
  try {
    return await memberHere();
  } catch (error) {
    if (databaseIsAway(error)) return null;
    throw error;
  }
}
