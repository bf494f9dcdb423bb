"""Reads it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ ''' ../
__import__('os') # | ` <b> é once a day: a task for each stream.
"""

from datetime import timedelta

from airflow.sdk import Asset, Param, dag
from airflow_provider_3_import.operators.n3_import import (
    N3ImportToObjectStorageOperator,
)

STREAMS = (
    "import",
    "class",
    "true",
    "plain",
    "crossed",
)


@dag(
    # What is new is told by each stream's state, and not by a data interval: there is
    # nothing to catch up on, and two runs must not share a state.
    schedule="@daily",
    catchup=False,
    max_active_runs=1,
    max_active_tasks=1,
    default_args={
        "retries": 2,
        "retry_delay": timedelta(minutes=5),
        "retry_exponential_backoff": True,
    },
    params={
        "path": Param(
            "file:///tmp/n3_import",
            type="string",
            description="Where the files go, such as s3://aws_default@bucket/folder",
        ),
        "full_refresh": Param(
            False, type="boolean", description="Forget the states, and read all"
        ),
    },
    tags=["n3_import"],
)
def n3_import_to_object_storage():
    for stream in STREAMS:
        N3ImportToObjectStorageOperator(
            task_id=stream,
            stream=stream,
            path="{{ params.path }}",
            full_refresh="{{ params.full_refresh }}",
            outlets=[Asset(f"n3_import_{stream}")],
        )


n3_import_to_object_storage()
