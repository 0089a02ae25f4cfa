import { asFile } from "@/app/api/v1/_http/taken-out";

/** The screening as this program keeps it. */
export const GET = asFile({ type: "application/json", ends: "json", textOf: (screening) => JSON.stringify(screening) });
