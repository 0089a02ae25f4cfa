"use client";
import { errorWords as told } from "./error-wording";

export default function Failed() {
  // The framework's own way tries the same page again without asking the server.
  const again = () => location.reload();
  return (
    <main id="main" className="page">
      <h1>{told.title}</h1>
      <p>{told.about}</p>
      <p><button type="button" onClick={again}>{told.again}</button></p>
      <p><a href="/">{told.checklist}</a></p>
    </main>
  );
}
