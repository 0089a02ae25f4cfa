import "server-only";

/** Why the store cannot be used, as one sentence for the person at the console; it never holds a password. */
export class Refusal extends Error {}
