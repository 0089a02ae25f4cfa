import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { problemOf } from "./problem";

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Next answers a method that a handler does not have with a bare 405. This adds what RFC 9110 asks for, which methods there
 * are, and says it as the API says no. Next itself is asked, by OPTIONS, in a request that never leaves the process.
 */
export function sayingMethods(handle: Handle): Handle {
  return (request, response) => {
    const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse;
    const writeHead = response.writeHead.bind(response) as (status: number, ...given: unknown[]) => ServerResponse;
    const isBare = (status: number) => status === 405 && !response.headersSent;
    // Next's compression writes the head by itself before it ends.
    response.writeHead = (status: number, ...given: unknown[]) => (isBare(status) ? response : writeHead(status, ...given));
    const endSaying = (...given: unknown[]): ServerResponse => {
      if (!isBare(response.statusCode)) return end(...given);
      const { type, body } = problemOf(405, "This method is not answered here.");
      allowedAt(handle, request.url ?? "")
        .then((allow) => void (writeHead(405, { ...type, allow }), end(body)))
        .catch(() => response.destroy());
      return response;
    };
    response.end = endSaying as typeof response.end;
    return handle(request, response);
  };
}

async function allowedAt(handle: Handle, url: string): Promise<string> {
  const asked = Object.assign(new IncomingMessage(new Socket()), { method: "OPTIONS", url });
  const answer = new ServerResponse(asked);
  await handle(asked, answer);
  return String(answer.getHeader("allow") ?? "");
}
