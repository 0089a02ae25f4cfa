import type { Metadata } from "next";
import { openApi } from "@/app/api/v1/_openapi/document";
import { guide } from "@/app/api/v1/_openapi/guide";
import { Operation } from "./operation";
import { Problems, Shapes } from "./shapes";
import { Written } from "./written";
import "@/app/evidence/evidence.css";
import "./programs.css";

export const metadata: Metadata = { title: "For programs" };

/** The API for those who program against it: the same document that programs read, open to everybody. */
export default function ProgramsPage() {
  const document = openApi(process.env.BASE_URL ?? "");
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, described]) => ({ method, path, described })));
  const parts = document.tags.map(({ name, description }) => ({ id: name.toLowerCase().replaceAll(" ", "-"), title: name, description, of: operations.filter(({ described }) => described.tags.includes(name)) }));
  const sections = [...guide, ...parts, { id: "shapes", title: "Shapes" }, { id: "problems", title: "Problems" }];
  return (
    <main id="main" className="page evidence programs">
      <header>
        <h1>For programs</h1>
        <p className="sub">Everything that the pages do, a program can do under <code>/api/v1</code>. Made from the <a href="/api/v1/openapi.json">OpenAPI document</a> (version {document.info.version}), which comes from the same schemas that requests are parsed with; every example below is sent by the tests as it stands here.</p>
      </header>
      <nav aria-label="On this page"><ol>{sections.map(({ id, title }) => <li key={id}><a href={`#${id}`}>{title}</a></li>)}</ol></nav>
      <div>
        {guide.map(({ id, title, says, place }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{title}</h2>
            {says.map((one) => <p key={one}><Written text={one} /></p>)}
            {place && <p className="places"><a href={place.href}>{place.name}</a></p>}
          </section>
        ))}
        {parts.map(({ id, title, description, of }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{title}</h2>
            <p><Written text={description} /></p>
            {of.map(({ method, path, described }) => <Operation key={described.operationId} method={method} path={path} of={described} />)}
          </section>
        ))}
        <section id="shapes" aria-labelledby="shapes-title">
          <h2 id="shapes-title">Shapes</h2>
          <Shapes schemas={document.components.schemas} />
        </section>
        <section id="problems" aria-labelledby="problems-title">
          <h2 id="problems-title">Problems</h2>
          <Problems />
        </section>
      </div>
    </main>
  );
}
