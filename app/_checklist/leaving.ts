let quiet = false;

const warn = (event: BeforeUnloadEvent) => {
  if (!quiet) event.preventDefault();
};

/** While something is not settled, the browser asks before it closes or leaves the page. */
export function warnOnLeaving(unsettled: boolean): void {
  if (unsettled) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
  // A page that was to leave by itself may have been stopped, and what is begun on it then is asked about again.
  if (!unsettled) quiet = false;
}

/** The page leaves by itself, or for what settles it: a question would keep it on the screen. */
export function leaveQuietly(): void {
  quiet = true;
}

const rowsOf = (form: HTMLFormElement | null | undefined) => form?.querySelector<HTMLElement>(".rows");

/** What stands on the form is saved and its page follows: nothing of it is ticked, sent or kept again, unless it is emptied. */
export function closeForm(form: HTMLFormElement | null | undefined, closed: boolean): void {
  const rows = rowsOf(form);
  if (rows) rows.inert = closed;
}

/** Does the page of the saved screening follow? */
export function isClosed(form: HTMLFormElement): boolean {
  return rowsOf(form)?.inert === true;
}
