"""What Airflow sees of the provider."""

from __future__ import annotations

import importlib

from .conftest import CONFIG, FACTS, Tasks
from .provider_under_test import DAG, FIELDS, Hook, Operator, get_provider_info
from .support.played_source import PlayedSource, status


def test_the_connection_has_a_form_for_every_setting() -> None:
    [form] = get_provider_info()["connection-types"]
    assert form["connection-type"] == Hook.conn_type
    module, _, name = form["hook-class-name"].rpartition(".")
    assert getattr(importlib.import_module(module), name) is Hook
    assert FIELDS.keys() == CONFIG.keys()
    hidden = [n for n, f in FIELDS.items() if f["schema"].get("format") == "password"]
    assert sorted(hidden) == sorted(FACTS["secrets"])


def test_the_example_has_a_task_for_each_stream() -> None:
    module = importlib.import_module(DAG)
    made = getattr(module, DAG.rpartition(".")[2])()
    assert sorted(made.task_ids) == sorted(module.STREAMS)
    assert made.max_active_runs == 1
    assert all(isinstance(task, Operator) for task in made.tasks)
    assert all(task.outlets for task in made.tasks)


def test_the_connection_test_tells(source: PlayedSource) -> None:
    ok, _ = Hook().test_connection()
    assert ok
    source.fault(status(source, 500), times=10_000)
    ok, told = Hook().test_connection()
    assert not ok
    assert told


def test_nothing_is_asked_before_a_task_runs(
    source: PlayedSource, tasks: Tasks
) -> None:
    Operator(task_id="read", stream="{{ params.stream }}", path="{{ params.path }}")
    assert source.asked == []
