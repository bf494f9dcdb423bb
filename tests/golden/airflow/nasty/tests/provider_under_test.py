"""The provider that the tests are about."""

from airflow_provider_3_import.get_provider_info import FIELDS, get_provider_info
from airflow_provider_3_import.hooks.n3_import import N3ImportHook as Hook
from airflow_provider_3_import.operators.n3_import import (
    N3ImportToObjectStorageOperator as Operator,
)
from airflow_provider_3_import.support import clock

DAG = "airflow_provider_3_import.example_dags.n3_import_to_object_storage"

__all__ = ["DAG", "FIELDS", "Hook", "Operator", "clock", "get_provider_info"]
