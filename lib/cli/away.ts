import type { IncomingMessage, ServerResponse } from "node:http";
import { noticingAway } from "@/lib/store/away";

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const RETRY_SECONDS = "5";

/**
 * A page that could not be made because the database is away is no fault of ours: 503 and when to come again, where the
 * framework knows only its 500. What the page says stays. The API says so itself.
 */
export function sayingAway(handle: Handle): Handle {
  return (request, response) => {
    if (request.url?.startsWith("/api/")) return handle(request, response);
    return noticingAway((wasAway) => {
      const writeHead = response.writeHead.bind(response) as (status: number, ...given: unknown[]) => ServerResponse;
      response.writeHead = (status: number, ...given: unknown[]) => {
        if (status !== 500 || response.headersSent || !wasAway()) return writeHead(status, ...given);
        response.setHeader("retry-after", RETRY_SECONDS);
        return writeHead(503, ...given);
      };
      return handle(request, response);
    });
  };
}
