import { lines } from "../../../printing/code.ts";
import { docstring, ident, lit, py } from "../../../printing/python.ts";
import { pythonFile, readerFiles } from "../../reader-files.ts";
import { CLIENT_NAMES } from "../../reader-support.ts";
import type { EmittedFile } from "../../target.ts";
import type { AirflowPlan } from "../plan.ts";

/** The package: what Airflow asks a provider for, the hook, the operator, the example Dag, and the table of streams. */
export function packageFiles(plan: AirflowPlan): EmittedFile[] {
  const { package: folder } = plan.names;
  const empty = (name: string, told: string) => ({ path: `${folder}/${name}/__init__.py`, content: `"""${told}"""\n` });
  return [
    pythonFile(`${folder}/__init__.py`, docstring(`${plan.summary}.`, undefined, 0).text),
    infoFile(plan),
    ...readerFiles({ package: folder, title: plan.title, who: "the hook", plan, modules: CLIENT_NAMES }),
    empty("hooks", "Hooks."),
    hookFile(plan),
    empty("operators", "Operators."),
    operatorFile(plan),
    dagFile(plan),
  ];
}

function infoFile({ names, title, summary, fields }: AirflowPlan): EmittedFile {
  const text = py`
    """What Airflow reads of an installed provider; imports nothing else of it."""

    import typing as t

    FIELDS: dict[str, dict[str, t.Any]] = ${lit(fields)}


    def get_provider_info() -> dict[str, t.Any]:
        """The provider, and the form of its connections."""
        return {
            "package-name": ${lit(names.distribution)},
            "name": ${lit(title)},
            "description": ${lit(`${summary}.`)},
            "connection-types": [
                {
                    "connection-type": ${lit(names.plain)},
                    "hook-class-name": ${lit(`${names.package}.hooks.${names.plain}.${names.hook}`)},
                    "hook-name": ${lit(title)},
                    "ui-field-behaviour": {
                        "hidden-fields": ["host", "schema", "login", "password", "port", "extra"],
                    },
                    "conn-fields": FIELDS,
                }
            ],
        }
  `;
  return pythonFile(`${names.package}/get_provider_info.py`, text.text);
}

function hookFile({ names, title }: AirflowPlan): EmittedFile {
  const text = py`
    ${docstring(`The hook for ${title}.`, undefined, 0)}

    from ..get_provider_info import FIELDS
    from ..streams import SOURCE
    from ..support.hook import SourceHook


    class ${ident(names.hook)}(SourceHook):
        ${docstring(`Asks ${title}, with the settings of a connection.`)}

        default_conn_name = ${lit(`${names.plain}_default`)}
        conn_type = ${lit(names.plain)}
        hook_name = ${lit(title)}
        source = SOURCE
        fields = FIELDS
  `;
  return pythonFile(`${names.package}/hooks/${names.plain}.py`, text.text);
}

function operatorFile({ names, title }: AirflowPlan): EmittedFile {
  const text = py`
    ${docstring(`The operator for ${title}.`, undefined, 0)}

    from ..hooks.${ident(names.plain)} import ${ident(names.hook)}
    from ..support.operator import StreamToObjectStorageOperator


    class ${ident(names.operator)}(StreamToObjectStorageOperator):
        ${docstring(`Reads one stream of ${title} into a file of JSON lines.`)}

        hook_class = ${ident(names.hook)}
  `;
  return pythonFile(`${names.package}/operators/${names.plain}.py`, text.text);
}

function dagFile({ names, title, selected, activeTasks }: AirflowPlan): EmittedFile {
  const dagName = `${names.plain}_to_object_storage`;
  const text = py`
    ${docstring(`Reads ${title} once a day: a task for each stream.`, undefined, 0)}

    from datetime import timedelta

    from airflow.sdk import Asset, Param, dag

    from ${ident(names.package)}.operators.${ident(names.plain)} import ${ident(names.operator)}

    STREAMS = (
        ${lines(selected.map((name) => py`${lit(name)},`))}
    )


    @dag(
        # What is new is told by each stream's state, and not by a data interval: there is
        # nothing to catch up on, and two runs must not share a state.
        schedule="@daily",
        catchup=False,
        max_active_runs=1,
        max_active_tasks=${lit(activeTasks)},
        default_args={
            "retries": 2,
            "retry_delay": timedelta(minutes=5),
            "retry_exponential_backoff": True,
        },
        params={
            "path": Param(
                ${lit(`file:///tmp/${names.plain}`)},
                type="string",
                description="Where the files go, such as s3://aws_default@bucket/folder",
            ),
            "full_refresh": Param(
                False, type="boolean", description="Forget the states, and read all"
            ),
        },
        tags=[${lit(names.plain)}],
    )
    def ${ident(dagName)}():
        for stream in STREAMS:
            ${ident(names.operator)}(
                task_id=stream,
                stream=stream,
                path="{{ params.path }}",
                full_refresh="{{ params.full_refresh }}",
                outlets=[Asset(f"${ident(names.plain)}_{stream}")],
            )


    ${ident(dagName)}()
  `;
  return pythonFile(`${names.package}/example_dags/${dagName}.py`, text.text);
}
