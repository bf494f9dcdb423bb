import { type Code, code, commaSeparated, lines } from "../printing/code.ts";
import { comment, docstring, ident, py } from "../printing/python.ts";
import { formatPython } from "../printing/ruff.ts";
import type { AuthPlan, StreamPlan } from "./reader-plan.ts";
import type { ReaderPlan } from "./reader-source.ts";
import type { EmittedFile } from "./target.ts";

export function pythonFile(path: string, source: string): EmittedFile {
  return { path, content: formatPython(path, source) };
}

interface ReaderFiles {
  /** Its folder. */
  readonly package: string;
  /** Of the source. */
  readonly title: string;
  /** What proves who it is: "the pipeline". */
  readonly who: string;
  readonly plan: Omit<ReaderPlan, "testFacts">;
  /** In which support module each name is. */
  readonly modules: Readonly<Record<string, string>>;
}

/** `streams.py`, the table of streams, and `auth.py` where somebody has to say who asks. */
export const readerFiles = (parts: ReaderFiles): EmittedFile[] => [streamsFile(parts), ...authFile(parts)];

function streamsFile({ title, plan: { streams, constants, source }, modules, ...parts }: ReaderFiles): EmittedFile {
  const used = [source, ...constants.map(({ value }) => value), ...streams.map(({ value }) => value)];
  const body = lines(streams.map(entry));
  const text = py`
    ${docstring(`The streams of ${title}, and what all of them share.`, undefined, 0)}

    ${code(body.text.includes("timedelta(") ? "from datetime import timedelta" : "")}

    ${lines(authImport(source, streams))}
    ${lines(
      supportImports(
        used.flatMap((value) => value.names),
        modules,
      ),
    )}

    ${lines(constants.map(({ name, value }) => py`${ident(name)} = ${value.code}`))}

    STREAMS = (
        ${body}
    )

    SOURCE = ${source.code}
  `;
  return pythonFile(`${parts.package}/streams.py`, text.text);
}

const entry = ({ comments, value }: StreamPlan): Code =>
  lines([...comments.map((text) => comment(text, 4)), code(`${value.code.text},`)]);

function authImport(source: { readonly code: Code }, streams: readonly StreamPlan[]): Code[] {
  const own = streams.flatMap(({ auths }) => auths);
  const names = [
    ...new Set([...(source.code.text.includes("auth=credentials,") ? ["credentials"] : []), ...own]),
  ].sort();
  return names.length === 0 ? [] : [code(`from .auth import ${names.join(", ")}`)];
}

/** `auth.py`, where somebody has to say who asks. */
function authFile({ title, who, plan: { auths }, modules, ...parts }: ReaderFiles): EmittedFile[] {
  if (auths.length === 0) return [];
  const text = py`
    ${docstring(`How ${who} proves who it is to ${title}.`, undefined, 0)}

    from __future__ import annotations

    import typing as t

    ${lines(
      supportImports(
        auths.flatMap(({ value }) => value.names),
        modules,
      ),
    )}

    if t.TYPE_CHECKING:
        from collections.abc import Mapping

        from .support.authenticate import Auth


    ${lines(auths.map(authFunction), 2)}
  `;
  return [pythonFile(`${parts.package}/auth.py`, text.text)];
}

function authFunction({ name, doc, value }: AuthPlan): Code {
  return py`
    def ${ident(name)}(settings: Mapping[str, t.Any]) -> Auth:
        ${docstring(doc)}
        return ${value.code}
  `;
}

function supportImports(names: readonly string[], known: ReaderFiles["modules"]): Code[] {
  const used = [...new Set(names)].filter((name) => name in known).sort();
  const modules = [...new Set(used.map((name) => known[name] ?? ""))].sort();
  return modules.map((module) => {
    const own = used.filter((name) => known[name] === module);
    return code(`from .support.${module} import ${commaSeparated(own.map(ident)).text}`);
  });
}
