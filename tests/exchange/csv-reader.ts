/** RFC 4180 read back, by its grammar and not by our writer. @throws where the text is none */
export function readCsv(text: string): string[][] {
  const lines: string[][] = [];
  let at = 0;
  const field = (): string => {
    if (text[at] !== '"') {
      const end = /[,"\r\n]/g;
      end.lastIndex = at;
      const stop = end.exec(text)?.index ?? text.length;
      if (text[stop] === '"') throw new Error(`a quote within a bare field at ${stop}`);
      const value = text.slice(at, stop);
      at = stop;
      return value;
    }
    let value = "";
    for (at += 1; ; ) {
      const quote = text.indexOf('"', at);
      if (quote < 0) throw new Error("a field that does not end");
      value += text.slice(at, quote);
      at = quote + 1;
      if (text[at] !== '"') return value;
      value += '"';
      at += 1;
    }
  };
  while (at < text.length) {
    const line = [field()];
    while (text[at] === ",") {
      at += 1;
      line.push(field());
    }
    if (text.slice(at, at + 2) !== "\r\n") throw new Error(`no end of line at ${at}`);
    at += 2;
    lines.push(line);
  }
  return lines;
}
