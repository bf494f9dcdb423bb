"""What Airflow reads of an installed provider; imports nothing else of it."""

import typing as t

FIELDS: dict[str, dict[str, t.Any]] = {
    "access_token": {
        "label": "Access token",
        "schema": {"type": "string", "format": "password"},
    },
    "start_date": {
        "label": "Start date",
        "schema": {"type": ["string", "null"], "format": "date-time"},
    },
}


def get_provider_info() -> dict[str, t.Any]:
    """The provider, and the form of its connections."""
    return {
        "package-name": "airflow-provider-acme",
        "name": "Acme",
        "description": "Apache Airflow provider that reads Acme.",
        "connection-types": [
            {
                "connection-type": "acme",
                "hook-class-name": "airflow_provider_acme.hooks.acme.AcmeHook",
                "hook-name": "Acme",
                "ui-field-behaviour": {
                    "hidden-fields": [
                        "host",
                        "schema",
                        "login",
                        "password",
                        "port",
                        "extra",
                    ],
                },
                "conn-fields": FIELDS,
            }
        ],
    }
