/** The code system of this program's own codes: the same at every site, and no site's address in it. Whoever holds a file must not learn from it where it was written. */
export const OWN_SYSTEM = "urn:uuid:97596675-398d-54f0-bd00-2097fe81c347";
