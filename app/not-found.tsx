import type { Metadata } from "next";
import { rootWords } from "./wording";

const { nothing: told } = rootWords;

export const metadata: Metadata = { title: told.title };

export default function NotFound() {
  return (
    <main id="main" className="page">
      <h1>{told.title}</h1>
      <p>{told.about}</p>
      <p className="places"><a href="/screenings">{told.screenings}</a> <a href="/">{told.checklist}</a></p>
    </main>
  );
}
