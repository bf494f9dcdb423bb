import { type Code, code, lines, NOTHING } from "../../../printing/code.ts";
import { comment, docstring, ident, py } from "../../../printing/python.ts";
import type { AttributePlan } from "../../attributes.ts";
import type { EmittedFile } from "../../target.ts";
import type { PropertyPlan, SingerPlan, StreamPlan } from "../plan.ts";
import { pythonFile } from "./package-files.ts";
import { namesOf, supportImports } from "./support-imports.ts";

const FUTURE = code("from __future__ import annotations");

/** `client.py`: what all streams share. */
export function clientFile(plan: SingerPlan): EmittedFile {
  const { base, names } = plan;
  const source = py`
    ${docstring(`What all streams of ${plan.title} share.`, undefined, 0)}

    ${FUTURE}

    ${base.attributes.some(({ type }) => type) ? code("import typing as t") : typingImport(base.properties)}
    from importlib.resources import files

    from singer_sdk import SchemaDirectory, StreamSchema
    ${lines([...base.imports, ...overrideImport(base.properties), ...supportImports(namesOf([{ attributes: [...base.attributes, ...base.constants] }], [base.base]))])}
    from . import schemas

    ${typeImports(base.properties)}

    SCHEMAS = SchemaDirectory(files(schemas))

    ${lines(base.constants.map(({ name, value }) => py`${ident(name)} = ${value.code}`))}


    class ${ident(names.baseClass)}(${ident(base.base)}):
        ${docstring(`A stream of ${plan.title}.`)}

        schema = StreamSchema(SCHEMAS)
        ${lines(base.attributes.map(attribute))}

        ${lines(base.properties.map(property), 1)}
  `;
  return pythonFile(`${names.package}/client.py`, source.text);
}

/** `streams.py`: a class for each stream. */
export function streamsFile(plan: SingerPlan): EmittedFile {
  const { streams, names } = plan;
  const bases = streams.flatMap((stream) => stream.bases);
  const classes = lines(streams.map(streamClass), 2);
  const { text } = classes;
  const constants = plan.base.constants.map(({ name }) => name);
  const own = [...constants, ...(text.includes("StreamSchema(") ? ["SCHEMAS"] : [])].sort();
  const source = py`
    ${docstring(`The streams of ${plan.title}.`, undefined, 0)}

    ${FUTURE}

    ${typingImport(streams.flatMap((stream) => stream.properties))}
    ${code(text.includes("timedelta(") ? "from datetime import timedelta" : "")}

    ${code(text.includes("StreamSchema(") ? "from singer_sdk import StreamSchema" : "")}
    ${lines([...unique(streams.flatMap((stream) => stream.imports)), ...overrideImport(streams.flatMap((stream) => stream.properties))])}
    from .client import ${code([...own, names.baseClass].join(", "))}
    ${lines(supportImports(namesOf(streams, bases)))}

    ${typeImports(streams.flatMap((stream) => stream.properties))}


    ${classes}
  `;
  return pythonFile(`${names.package}/streams.py`, source.text);
}

const unique = (imports: readonly Code[]): Code[] => [...new Set(imports.map(({ text }) => text))].map(code);

function streamClass(stream: StreamPlan): Code {
  return py`
    class ${ident(stream.className)}(${code(stream.bases.join(", "))}):
        ${docstring(stream.doc.summary, stream.doc.details)}

        ${lines(stream.todos.map((todo) => comment(todo, 4)))}
        ${lines(stream.attributes.map(attribute))}

        ${lines(stream.properties.map(property), 1)}
  `;
}

function attribute({ name, value, type, comment: why }: AttributePlan): Code {
  const line = type ? py`${ident(name)}: ${type.code} = ${value.code}` : py`${ident(name)} = ${value.code}`;
  return why === undefined ? line : lines([comment(why, 4), line]);
}

function property({ name, type, doc, body }: PropertyPlan): Code {
  return py`
    @property
    @override
    def ${ident(name)}(self) -> ${type}:
        ${docstring(doc)}
        ${body}
  `;
}

const annotatesAuth = (properties: readonly PropertyPlan[]): boolean =>
  properties.some(({ type }) => type.text === "Auth");

const typingImport = (properties: readonly PropertyPlan[]): Code =>
  annotatesAuth(properties) ? code("import typing as t") : NOTHING;

/** Imports that only annotations need. */
function typeImports(properties: readonly PropertyPlan[]): Code {
  if (!annotatesAuth(properties)) return NOTHING;
  return py`
    if t.TYPE_CHECKING:
        from singer_sdk.helpers.types import Auth
  `;
}

const overrideImport = (properties: readonly PropertyPlan[]): Code[] =>
  properties.length === 0 ? [] : [code("from typing_extensions import override")];
