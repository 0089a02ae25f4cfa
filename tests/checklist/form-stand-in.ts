import { vi } from "vitest";

/*
 * As much of a browser's form as the draft needs: named text fields, lists and events. What a browser itself does is tested in
 * tests/browser; here thousands of turns are.
 */
export class Field extends EventTarget {
  type = "text";
  checked = false;
  value = "";
  constructor(readonly name: string) {
    super();
  }
  focus() {}
}
class Select extends Field {
  override value = "unknown";
  get selectedIndex() {
    return this.value === "unknown" ? 0 : 1;
  }
}

/** A form with these fields; what it dispatches is heard by `heard`, as a change of the form itself. */
export function standIn(texts: readonly string[], choices: readonly string[]) {
  const fields = new Map<string, Field>([...texts.map((name) => new Field(name)), ...choices.map((name) => new Select(name))].map((field) => [field.name, field]));
  const form = { elements: { namedItem: (name: string) => fields.get(name) ?? null }, dispatchEvent: () => true, querySelector: () => null, fields };
  return { form: form as unknown as HTMLFormElement, field: (name: string) => fields.get(name) as Field };
}

/** Puts the stand-ins in the place of what a browser has. */
export function standInForBrowser(): void {
  const kept = new Map<string, string>();
  vi.stubGlobal("HTMLElement", Field);
  vi.stubGlobal("HTMLInputElement", Field);
  vi.stubGlobal("HTMLSelectElement", Select);
  vi.stubGlobal("RadioNodeList", class {});
  vi.stubGlobal("FormData", class extends Map<string, string> {
    constructor({ fields }: { fields: Map<string, Field> }) {
      super([...fields.values()].map(({ name, value }) => [name, value]));
    }
  });
  vi.stubGlobal("sessionStorage", { setItem: (key: string, text: string) => kept.set(key, text), getItem: (key: string) => kept.get(key) ?? null, removeItem: (key: string) => kept.delete(key) });
}
