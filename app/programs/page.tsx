import type { Metadata } from "next";
import { inEnglish } from "@/app/locale";
import { openApi } from "@/app/api/v1/_openapi/document";
import { guide } from "@/app/api/v1/_openapi/guide";
import { Operation } from "./operation";
import { Problems, Shapes } from "./shapes";
import { programsWords } from "./wording";
import { Written } from "./written";
import "@/app/evidence/evidence.css";
import "./programs.css";

const { title, about: [all, madeFrom, openApiDocument, which], onThisPage, shapes, problems } = programsWords;

export const metadata: Metadata = { title };

/** The API for those who program against it: the same document that programs read, open to everybody. */
export default function ProgramsPage() {
  const document = openApi(process.env.BASE_URL ?? "");
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, described]) => ({ method, path, described })));
  const parts = document.tags.map(({ name, description }) => ({ id: name.toLowerCase().replaceAll(" ", "-"), title: name, description, of: operations.filter(({ described }) => described.tags.includes(name)) }));
  const sections = [...guide, ...parts, { id: "shapes", title: shapes.title }, { id: "problems", title: problems.title }];
  return (
    <main id="main" className="page evidence programs">
      <header>
        <h1>{title}</h1>
        <p className="sub">{all}<code>/api/v1</code>{madeFrom}<a href="/api/v1/openapi.json">{openApiDocument}</a>{which(document.info.version)}</p>
      </header>
      <nav aria-label={onThisPage}><ol {...inEnglish}>{sections.map(({ id, title }) => <li key={id}><a href={`#${id}`}>{title}</a></li>)}</ol></nav>
      <div>
        {guide.map(({ id, title, says, place }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`} {...inEnglish}>
            <h2 id={`${id}-title`}>{title}</h2>
            {says.map((one) => <p key={one}><Written text={one} /></p>)}
            {place && <p className="places"><a href={place.href}>{place.name}</a></p>}
          </section>
        ))}
        {parts.map(({ id, title, description, of }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`} {...inEnglish}>
            <h2 id={`${id}-title`}>{title}</h2>
            <p><Written text={description} /></p>
            {of.map(({ method, path, described }) => <Operation key={described.operationId} method={method} path={path} of={described} />)}
          </section>
        ))}
        <section id="shapes" aria-labelledby="shapes-title">
          <h2 id="shapes-title">{shapes.title}</h2>
          <Shapes schemas={document.components.schemas} />
        </section>
        <section id="problems" aria-labelledby="problems-title">
          <h2 id="problems-title">{problems.title}</h2>
          <Problems />
        </section>
      </div>
    </main>
  );
}
