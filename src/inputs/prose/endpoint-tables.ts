import type { SourceRef } from "../../evidence/source-ref.ts";
import { type Cell, plainText, type Table, type Words } from "./blocks.ts";
import { requestLine, targetIn } from "./request-line.ts";

interface EndpointRow {
  readonly method: string | undefined;
  readonly path: string;
  /** The row's other words. */
  readonly words: Words;
  readonly at: SourceRef;
  /** The table holds no other endpoint: it stands above what describes this one. */
  readonly isOnly: boolean;
}

const METHOD = /^(?:GET|POST|PUT|PATCH|DELETE)$/i;
const PATH_HEADER = /\b(?:endpoint|url|uri|path|route|resource|request|api|method|operation|call)\b/i;

/** The endpoints of a table: a method and a path in one cell or in two, whatever the order of the columns. */
export function endpointRows(table: Table): readonly EndpointRow[] {
  const vertical = verticalEndpoint(table);
  if (vertical) return [vertical];
  const headed = table.header.length === 0 || table.header.some(({ words }) => PATH_HEADER.test(plainText(words)));
  if (!headed) return [];
  const rows = table.rows.flatMap(({ cells, at }) => {
    const row = endpointOf(cells);
    return row ? [{ ...row, at }] : [];
  });
  if (rows.length < table.rows.length / 2) return [];
  return rows.map((row) => ({ ...row, isOnly: rows.length === 1 }));
}

function endpointOf(cells: readonly Cell[]): Pick<EndpointRow, "method" | "path" | "words"> | undefined {
  const texts = cells.map(({ words }) => plainText(words));
  for (const [at, text] of texts.entries()) {
    const line = requestLine(text);
    if (line) return { method: line.method, path: line.target, words: others(cells, [at]) };
  }
  const method = texts.findIndex((text) => METHOD.test(text));
  if (method < 0) return undefined;
  const path = texts.findIndex((text, at) => at !== method && targetIn(text) !== undefined);
  if (path < 0) return undefined;
  return {
    method: texts[method]?.toUpperCase(),
    path: targetIn(texts[path] ?? "") ?? "",
    words: others(cells, [method, path]),
  };
}

function others(cells: readonly Cell[], taken: readonly number[]): Words {
  return cells.filter((_, at) => !taken.includes(at)).flatMap(({ words }) => [...words, { text: " " }]);
}

/** `Method | GET` above `URL | /users`. */
function verticalEndpoint(table: Table): EndpointRow | undefined {
  const lines = [table.header, ...table.rows.map(({ cells }) => cells)].filter((cells) => cells.length === 2);
  const labelled = (label: RegExp) => {
    const found = lines.find(([first]) => first && label.test(plainText(first.words)));
    return found?.[1] ? plainText(found[1].words) : undefined;
  };
  const method = labelled(/^(?:http )?(?:method|verb)s?:?$/i);
  const path = targetIn(labelled(/^(?:url|uri|endpoint|path|route|resource|request url)s?:?$/i) ?? "");
  if (method === undefined || path === undefined || !METHOD.test(method)) return undefined;
  return { method: method.toUpperCase(), path, words: [], at: table.at, isOnly: true };
}
