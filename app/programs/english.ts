/** The English of the page for programs; what the API itself says of each operation and shape is English for everybody. */
export const programsEnglish = {
  title: "For programs",
  about: ["Everything that the pages do, a program can do under ", ". Made from the ", "OpenAPI document", (version: string) => ` (version ${version}), which comes from the same schemas that requests are parsed with; every example below is sent by the tests as it stands here. Before it set KEY to your key, and UNIQUE to a new UUID for each save.`] as const,
  onThisPage: "On this page",
  shapes: { title: "Shapes", about: "A field with a question mark is optional, every other is required. What is not named here is refused on the way in.", columns: ["Field", "What"] },
  problems: { title: "Problems", columns: ["Name", "Status", "Title"] },
  send: "Send",
  back: "What comes back",
  parameters: ["Parameter", "Where", "What"],
  which: "which",
  required: "required",
  or: " or ",
};
