/** The code system of this program's own codes: the same at every site, and no site's address in it. Whoever holds a file must not learn from it where it was written. */
export const OWN_SYSTEM = "urn:uuid:97596675-398d-54f0-bd00-2097fe81c347";

/** The checklist as a questionnaire: the same at every site, for the same reason. A UUID of version 5, made of the one above and "Questionnaire/image-checklist". */
export const OWN_QUESTIONNAIRE = "urn:uuid:3af35f5f-aeb6-56c5-a241-fbda5fe38f91";
