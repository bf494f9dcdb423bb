"""An Airflow provider, with its hook and the tasks of its example Dag run as a worker runs them.

`python airflow_project.py <project> <operation> …`. The settings are in `SOURCEWRIGHT_CONFIG`, as
JSON, and become a connection in the environment. What is told goes to standard output, a JSON
object a line; logs are Airflow's own, masked by Airflow. No scheduler and no database take part:
templates are rendered and `execute` is called here, in one process for all tasks of a run.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import sys
import typing as t
from pathlib import Path

import jsonschema
from airflow.sdk import DAG, BaseOperator, ObjectStoragePath
from airflow.sdk.log import configure_logging

from sourcewright_harness.output import die

RUN_ID = "manual__2026-01-01T00:00:00+00:00"


class Project:
    """The provider in a folder."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        [package] = sorted(self.folder.glob("airflow_provider_*"))
        self.package = package.name
        module = importlib.import_module(f"{self.package}.get_provider_info")
        self.info = module.get_provider_info()
        [self.form] = self.info["connection-types"]
        hooks, _, name = self.form["hook-class-name"].rpartition(".")
        self.hook = getattr(importlib.import_module(hooks), name)
        [self.dag_file] = sorted((package / "example_dags").glob("*.py"))

    def connect(self, settings: dict[str, t.Any]) -> None:
        connection = {"conn_type": self.form["connection-type"], "extra": settings}
        variable = f"AIRFLOW_CONN_{self.hook.default_conn_name.upper()}"
        os.environ[variable] = json.dumps(connection)

    def dag(self) -> DAG:
        name = self.dag_file.stem
        made = importlib.import_module(f"{self.package}.example_dags.{name}")
        found: DAG = getattr(made, name)()
        return found

    def operator(self) -> type[BaseOperator]:
        [file] = [one for one in (self.folder / self.package / "operators").glob("[!_]*.py")]
        module = importlib.import_module(f"{self.package}.operators.{file.stem}")
        [found] = [
            held
            for held in vars(module).values()
            if inspect.isclass(held)
            and issubclass(held, BaseOperator)
            and held.__module__ == module.__name__
        ]
        return found

    # What it tells of itself

    def settings(self) -> list[dict[str, t.Any]]:
        return [
            {
                "name": name,
                "required": "null" not in field["schema"]["type"]
                and "default" not in field["schema"],
                "secret": field["schema"].get("format") == "password",
            }
            for name, field in self.form["conn-fields"].items()
        ]

    def streams(self) -> list[dict[str, t.Any]]:
        return [
            {
                "name": stream.name,
                "schema": json.loads((self.folder / "schemas" / f"{stream.name}.json").read_text()),
                "primaryKey": [[field] for field in stream.primary_key],
                "incremental": stream.cursor is not None,
            }
            for stream in self.hook.source.offered(self.hook().settings()).values()
        ]

    def problems(self) -> list[str]:
        """What Airflow has to say against the provider and its example."""
        # Only here: it is slow to import, and opens a database.
        from airflow.serialization.serialized_objects import DagSerialization

        schema = Path(importlib.import_module("airflow").__file__ or "").with_name(
            "provider_info.schema.json"
        )
        told = [
            error.message
            for error in jsonschema.Draft7Validator(json.loads(schema.read_text())).iter_errors(
                self.info
            )
        ]
        dag = self.dag()
        dag.validate()
        again = DagSerialization.from_dict(DagSerialization.to_dict(dag))
        if sorted(again.task_dict) != sorted(dag.task_ids):
            told.append("the example isn't the same once it was serialized")
        return told

    # Tasks

    def run(self, folder: str, streams: list[str], kill_after: int | None) -> int:
        """A Dag run: every task on its own, whatever became of the others."""
        if kill_after is not None:
            kill_while_writing(kill_after)
        return max([self._task(stream, folder, kill_after) for stream in streams], default=0)

    def _task(self, stream: str, folder: str, kill_after: int | None) -> int:
        dag = self.dag()
        task: t.Any = dag.task_dict.get(stream)
        if task is None:
            with dag:
                task = self.operator()(
                    task_id=stream,
                    stream=stream,
                    path="{{ params.path }}",
                    full_refresh="{{ params.full_refresh }}",
                )
        if kill_after is not None:
            # Lines can be counted.
            task.compress = False
        params = {**dag.params.dump(), "path": Path(folder).resolve().as_uri()}
        context: t.Any = {"params": params, "run_id": RUN_ID, "ti": Try(os.getpid())}
        try:
            task.render_template_fields(context)
            told = task.execute(context)
        except Exception as error:
            task.log.error("%s: %s: %s", stream, type(error).__name__, error)
            return 1
        print(json.dumps(told), flush=True)
        return 0


class Try(t.NamedTuple):
    """Of a task; another one in each process."""

    try_number: int


class Counted:
    """A file that ends the process in the middle of its lines."""

    left = 0

    def __init__(self, file: t.Any) -> None:
        self._file = file

    def __enter__(self) -> Counted:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> int:
        lines = data.splitlines(keepends=True)
        whole = lines[: Counted.left]
        self._file.write(b"".join(whole) if len(whole) < len(lines) else data)
        Counted.left -= data.count(b"\n")
        if Counted.left <= 0:
            self._file.flush()
            die()
        return len(data)


def kill_while_writing(after: int) -> None:
    Counted.left = after
    opened = ObjectStoragePath.open

    def counted(self: ObjectStoragePath, mode: str = "r", **options: t.Any) -> t.Any:
        file = opened(self, mode, **options)
        return Counted(file) if "w" in mode and ".jsonl" in self.name else file

    t.cast("t.Any", ObjectStoragePath).open = counted


def main(project: Project, operation: str, arguments: list[str]) -> int:
    project.connect(json.loads(os.environ.get("SOURCEWRIGHT_CONFIG", "{}")))
    if operation == "run":
        folder, streams, after = arguments
        return project.run(folder, json.loads(streams), json.loads(after))
    told: t.Any
    if operation == "check":
        connected, message = project.hook().test_connection()
        if not connected:
            project.hook().log.error("not connected: %s", message)
        return 0 if connected else 1
    if operation == "settings":
        told = project.settings()
    elif operation == "streams":
        told = project.streams()
    else:
        told = project.problems()
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    configure_logging(json_output=True, output=sys.stderr.buffer)
    sys.exit(main(Project(sys.argv[1]), sys.argv[2], sys.argv[3:]))
