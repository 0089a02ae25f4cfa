import type { Body, Described, Parameter, Reply } from "@/app/api/v1/_openapi/document";
import { exampleOf, nameOf } from "./said";
import { programsWords } from "./wording";
import { Shape, Type, Written } from "./written";

/** One operation: what it does, for whom, what goes in, what comes back, how it refuses, and how to call it. */
export function Operation({ method, path, of }: { method: string; path: string; of: Described }) {
  const { operationId: id, summary, description, parameters = [], requestBody, responses } = of;
  const replies = Object.entries(responses);
  const example = exampleOf(responses);
  return (
    <article id={id} aria-labelledby={`${id}-title`} className="operation">
      <h3 id={`${id}-title`}>{summary}</h3>
      <p className="address"><code><b>{method.toUpperCase()}</b> {path}</code></p>
      {description.split("\n\n").map((one) => <p key={one}><Written text={one} /></p>)}
      {parameters.length > 0 && <Parameters of={parameters} />}
      <dl className="told">
        {requestBody && <><dt>{programsWords.send}</dt><dd><Contents of={requestBody.content} /></dd></>}
        {replies.filter(([, reply]) => !reply["x-problems"]).map(([status, reply]) => <Answer key={status} status={status} reply={reply} />)}
        {replies.filter(([, reply]) => reply["x-problems"]).map(([status, reply]) => <Refusal key={status} status={status} reply={reply} />)}
      </dl>
      {of["x-codeSamples"].map(({ label, source }) => (
        <figure key={label}>
          <figcaption>{label}</figcaption>
          <pre><code>{source}</code></pre>
        </figure>
      ))}
      {example !== null && <figure><figcaption>{programsWords.back}</figcaption><pre><code>{example}</code></pre></figure>}
    </article>
  );
}

function Parameters({ of }: { of: readonly Parameter[] }) {
  return (
    <table className="rules plain">
      <thead><tr>{programsWords.parameters.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
      <tbody>
        {of.map(({ name, in: where, required, description, schema }) => (
          <tr key={`${where} ${name}`}>
            <th scope="row"><code>{name}</code></th>
            <td>{where}{required && `, ${programsWords.required}`}</td>
            <td><Type schema={schema} />{description && <span className="says"><Written text={description} /></span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Answer({ status, reply: { description, content } }: { status: string; reply: Reply }) {
  return <><dt>{status}</dt><dd>{description} {content && <Contents of={content} />}</dd></>;
}

function Refusal({ status, reply }: { status: string; reply: Reply }) {
  return <><dt className="refusal">{status}</dt><dd>{(reply["x-problems"] ?? []).map((name, at) => <span key={name}>{at > 0 && ", "}<a href={`#problem-${name}`}>{name}</a></span>)}</dd></>;
}

/** Types, each with its shape; text has none. */
function Contents({ of }: { of: Body }) {
  return Object.entries(of).map(([type, { schema }], at) => (
    <span key={type}>{at > 0 && "; "}<code>{type}</code>{shapesOf(schema).map((name, place) => <span key={name}>{place > 0 ? programsWords.or : ": "}<Shape name={name} /></span>)}</span>
  ));
}

function shapesOf(schema: Parameter["schema"]): string[] {
  const some = (schema["anyOf"] ?? [schema]) as Parameter["schema"][];
  return some.flatMap((one) => nameOf(one) ?? []);
}
