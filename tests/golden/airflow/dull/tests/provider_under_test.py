"""The provider that the tests are about."""

from airflow_provider_acme.get_provider_info import FIELDS, get_provider_info
from airflow_provider_acme.hooks.acme import AcmeHook as Hook
from airflow_provider_acme.operators.acme import AcmeToObjectStorageOperator as Operator
from airflow_provider_acme.support import clock

DAG = "airflow_provider_acme.example_dags.acme_to_object_storage"

__all__ = ["DAG", "FIELDS", "Hook", "Operator", "clock", "get_provider_info"]
