import { inEnglish } from "@/app/locale";
import type { Json } from "@/app/api/v1/_openapi/document";
import { problems } from "@/app/api/v1/_http/problem";
import { programsWords } from "./wording";
import { Type, Written } from "./written";

const { shapes, problems: told } = programsWords;

/** Every shape that goes in or out, with its fields. */
export function Shapes({ schemas }: { schemas: Readonly<Record<string, Json>> }) {
  return (
    <>
      <p>{shapes.about}</p>
      {Object.entries(schemas).map(([name, schema]) => <Shape key={name} name={name} schema={schema} />)}
    </>
  );
}

function Shape({ name, schema }: { name: string; schema: Json }) {
  const { description, properties = {}, required = [] } = schema as { description?: string; properties?: Record<string, Json>; required?: readonly string[] };
  const fields = Object.entries(properties);
  return (
    <article id={`shape-${name}`} aria-labelledby={`shape-${name}-title`} className="shape" {...inEnglish}>
      <h3 id={`shape-${name}-title`}>{name}</h3>
      {description && <p><Written text={description} /></p>}
      {fields.length === 0 ? <p><Type schema={schema} /></p> : (
        <table className="rules plain">
          <thead><tr>{shapes.columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
          <tbody>{fields.map(([field, value]) => <Field key={field} name={field} optional={!required.includes(field)} schema={value} />)}</tbody>
        </table>
      )}
    </article>
  );
}

function Field({ name, optional, schema }: { name: string; optional: boolean; schema: Json }) {
  const { description } = schema;
  return (
    <tr>
      <th scope="row"><code>{name}{optional && "?"}</code></th>
      <td><Type schema={schema} />{typeof description === "string" && <span className="says"><Written text={description} /></span>}</td>
    </tr>
  );
}

/** Every problem by its name, with its status. */
export function Problems() {
  return (
    <table className="rules plain">
      <thead><tr>{told.columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
      <tbody>
        {Object.entries(problems).map(([name, [status, title]]) => (
          <tr key={name} id={`problem-${name}`}><th scope="row"><code>{name}</code></th><td>{status}</td><td {...inEnglish}>{title}</td></tr>
        ))}
      </tbody>
    </table>
  );
}
