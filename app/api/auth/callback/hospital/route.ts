import { finishHospital } from "@/lib/access/sign-in";
import { answering } from "@/app/api/v1/_http/problem";

/** The way back from the identity provider; state, nonce and PKCE bind it to the browser that went there. */
export const GET = answering(async (request: Request) => finishHospital(request, new Date()));
