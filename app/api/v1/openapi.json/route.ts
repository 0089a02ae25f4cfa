import { openApi } from "@/app/api/v1/_openapi/document";

export const dynamic = "force-dynamic";

/** Everything below /api as an OpenAPI 3.1 document. */
export function GET(): Response {
  return Response.json(openApi(process.env.BASE_URL ?? ""));
}
