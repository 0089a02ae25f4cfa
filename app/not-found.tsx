import type { Metadata } from "next";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <main id="main" className="page">
      <h1>Nothing here</h1>
      <p>There is no page or screening of that name, or it is not open to your site or your role. Codes look like IS-XXXX-XXXX.</p>
      <p className="places"><a href="/screenings">To the saved screenings</a> <a href="/">To the checklist</a></p>
    </main>
  );
}
