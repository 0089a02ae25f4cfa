"use client";

export default function Failed({ reset }: { reset: () => void }) {
  return (
    <main id="main" className="page">
      <h1>This page could not be made</h1>
      <p>The database may not answer at the moment. Nothing that was saved is lost.</p>
      <p><button type="button" onClick={reset}>Try again</button></p>
      <p><a href="/">To the checklist</a></p>
    </main>
  );
}
