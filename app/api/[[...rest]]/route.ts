import { problem } from "@/app/api/v1/_http/problem";

/** Every address below /api that is none, for programs that expect a problem and not a page. */
function nowhere(): Response {
  return problem("no-such-place");
}

export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT };
