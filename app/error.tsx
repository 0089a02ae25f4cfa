"use client";

export default function Failed() {
  // The framework's own way tries the same page again without asking the server.
  const again = () => location.reload();
  return (
    <main id="main" className="page">
      <h1>This page could not be made</h1>
      <p>The database may not answer at the moment. Nothing that was saved is lost.</p>
      <p><button type="button" onClick={again}>Try again</button></p>
      <p><a href="/">To the checklist</a></p>
    </main>
  );
}
