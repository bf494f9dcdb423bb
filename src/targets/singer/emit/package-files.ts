import { code, lines } from "../../../printing/code.ts";
import { docstring, ident, lit, py } from "../../../printing/python.ts";
import { formatPython } from "../../../printing/ruff.ts";
import type { EmittedFile } from "../../target.ts";
import type { SettingPlan, SingerPlan } from "../plan.ts";
import { namesOf, supportImports } from "./support-imports.ts";

const FUTURE = code("from __future__ import annotations");

export function pythonFile(path: string, source: string): EmittedFile {
  return { path, content: formatPython(path, source) };
}

export function initFile(plan: SingerPlan): EmittedFile {
  return pythonFile(`${plan.names.package}/__init__.py`, py`${docstring(plan.summary, undefined, 0)}\n`.text);
}

export function mainFile({ names }: SingerPlan): EmittedFile {
  const tap = ident(names.tapClass);
  const source = py`
    ${docstring(`Runs the tap: python -m ${names.package}.`, undefined, 0)}

    ${FUTURE}

    from .tap import ${tap}

    ${tap}.cli()
  `;
  return pythonFile(`${names.package}/__main__.py`, source.text);
}

export function tapFile(plan: SingerPlan): EmittedFile {
  const { names } = plan;
  const streams = plan.streams.map(({ className }) => code(`streams.${ident(className).text},`));
  const source = py`
    ${docstring(`${plan.summary}.`, undefined, 0)}

    ${FUTURE}

    from singer_sdk import typing as th

    from . import streams
    ${lines(supportImports(namesOf([plan.tap], [plan.tap.base])))}


    class ${ident(names.tapClass)}(${ident(plan.tap.base)}):
        ${docstring(`${plan.summary}.`)}

        ${lines([py`name = ${lit(names.tap)}`, ...plan.tap.attributes.map(({ name, value }) => py`${ident(name)} = ${value.code}`)])}
        stream_types = [
            ${lines(streams)}
        ]

        config_jsonschema = th.PropertiesList(
            ${lines(plan.settings.map(property))}
        ).to_dict()


    if __name__ == "__main__":
        ${ident(names.tapClass)}.cli()
  `;
  return pythonFile(`${names.package}/tap.py`, source.text);
}

function property({ name, type, keywords }: SettingPlan) {
  const given = keywords.map((keyword) => py`${ident(keyword.name)}=${keyword.value},`);
  return py`
    th.Property(
        ${lit(name)},
        ${type},
        ${lines(given)}
    ),
  `;
}
