import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

// On globalThis: what makes pages is another copy of this module than what listens for requests.
const shared = globalThis as { imageScreenRequest?: AsyncLocalStorage<{ away: boolean }> };
const request = (shared.imageScreenRequest ??= new AsyncLocalStorage());

/** Does the work of one request, which can ask whether the database was away for any part of it. */
export function noticingAway<Value>(work: (wasAway: () => boolean) => Value): Value {
  const noticed = { away: false };
  return request.run(noticed, () => work(() => noticed.away));
}

/** The database was away for a part of the request under way. */
export function noteAway(): void {
  const noticed = request.getStore();
  if (noticed) noticed.away = true;
}
