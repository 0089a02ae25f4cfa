"use client";

export default function Failed({ reset }: { reset: () => void }) {
  return (
    <main id="main" className="page">
      <h1>This page could not be made</h1>
      <p>The database may not answer at the moment. Nothing that was saved is lost.</p>
      <button type="button" onClick={reset}>Try again</button>
    </main>
  );
}
