import { guarded } from "@/app/api/v1/_http/guarded";
import { nothing } from "@/app/api/v1/_http/problem";

/** Says that the session is alive. Asking uses it: a page asks while its member works on it. */
export const GET = guarded("account", async () => nothing());
