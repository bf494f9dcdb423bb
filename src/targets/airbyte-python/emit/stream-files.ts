import { type Code, code, lines } from "../../../printing/code.ts";
import { comment, docstring, ident, py } from "../../../printing/python.ts";
import type { AttributePlan } from "../../attributes.ts";
import type { EmittedFile } from "../../target.ts";
import type { AirbytePythonPlan, StreamPlan } from "../plan.ts";
import { FUTURE, pythonFile, supportImports } from "./package-files.ts";

/** `client.py`: what all streams share. */
export function clientFile({ base, names, title }: AirbytePythonPlan): EmittedFile {
  const { attributes, constants } = base;
  const typed = attributes.some(({ type }) => type);
  const isAuthenticated = attributes.some(({ name }) => name === "authenticator");
  const source = py`
    ${docstring(`What all streams of ${title} share.`, undefined, 0)}

    ${FUTURE}

    ${code(typed ? "import typing as t" : "")}

    ${code(isAuthenticated ? "from . import auth" : "")}
    ${supportImports(["ApiStream", ...namesOf([...attributes, ...constants])])}

    ${lines(constants.map(({ name, value }) => py`${ident(name)} = ${value.code}`))}


    class ${ident(names.baseClass)}(ApiStream):
        ${docstring(`A stream of ${title}.`)}

        ${lines(attributes.map(attribute))}
  `;
  return pythonFile(`${names.package}/client.py`, source);
}

/** `streams.py`: a class for each stream. */
export function streamsFile({ base, names, streams, title }: AirbytePythonPlan): EmittedFile {
  const attributes = streams.flatMap((stream) => stream.attributes);
  const classes = lines(streams.map(streamClass), 2);
  const constants = base.constants.map(({ name }) => name);
  const own = [...constants, names.baseClass].sort().join(", ");
  const ownAuth = attributes.some(({ value }) => value.code.text.startsWith("staticmethod(auth."));
  const source = py`
    ${docstring(`The streams of ${title}.`, undefined, 0)}

    ${FUTURE}

    ${code(attributes.some(({ name }) => name === "lookback") ? "from datetime import timedelta" : "")}

    ${code(ownAuth ? "from . import auth" : "")}
    from .client import ${code(own)}
    ${supportImports([...namesOf(attributes), ...streams.flatMap(({ bases }) => bases)])}


    ${classes}
  `;
  return pythonFile(`${names.package}/streams.py`, source);
}

const namesOf = (values: readonly Pick<AttributePlan, "value" | "type">[]): string[] =>
  values.flatMap(({ value, type }) => [...value.names, ...(type?.names ?? [])]);

function streamClass({ className, bases, doc, todos, attributes }: StreamPlan): Code {
  return py`
    class ${ident(className)}(${code(bases.join(", "))}):
        ${docstring(doc.summary, doc.details)}

        ${lines(todos.map((todo) => comment(todo, 4)))}
        ${lines(attributes.map(attribute))}
  `;
}

function attribute({ name, value, type, comment: why }: AttributePlan): Code {
  const line = type ? py`${ident(name)}: ${type.code} = ${value.code}` : py`${ident(name)} = ${value.code}`;
  return why === undefined ? line : lines([comment(why, 4), line]);
}
