let quiet = false;

const warn = (event: BeforeUnloadEvent) => {
  if (!quiet) event.preventDefault();
};

/** While something is not settled, the browser asks before it closes or leaves the page. */
export function warnOnLeaving(unsettled: boolean): void {
  if (unsettled) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
}

/** The page leaves by itself, or for what settles it: a question would keep it on the screen. */
export function leaveQuietly(): void {
  quiet = true;
}
