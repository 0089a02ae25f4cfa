import { phenopacketText } from "@/lib/exchange/phenopacket-out";
import { asFile } from "@/app/api/v1/_http/taken-out";

/** A GA4GH phenopacket of version 2. */
export const GET = asFile({ type: "application/json", ends: "phenopacket.json", textOf: phenopacketText });
