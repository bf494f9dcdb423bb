"""What Airflow reads of an installed provider; imports nothing else of it."""

import typing as t

FIELDS: dict[str, dict[str, t.Any]] = {
    "client_id": {
        "label": 'it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
        "schema": {"type": "string", "format": "password"},
    },
    "client_secret": {
        "label": 'it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
        "schema": {"type": "string", "format": "password"},
    },
    "api_key": {
        "label": 'it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
        "schema": {"type": "string", "format": "password"},
    },
    "lambda": {
        "label": 'it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
        "description": 'it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
        "schema": {"type": "string", "enum": ["eu", 'u"s'], "default": "eu"},
    },
    "class": {"label": "class", "schema": {"type": "integer"}},
    "start_date": {
        "label": "Start date",
        "schema": {"type": ["string", "null"], "format": "date-time"},
    },
}


def get_provider_info() -> dict[str, t.Any]:
    """The provider, and the form of its connections."""
    return {
        "package-name": "airflow-provider-3-import",
        "name": 'it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
        "description": 'Apache Airflow provider that reads it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9.',
        "connection-types": [
            {
                "connection-type": "n3_import",
                "hook-class-name": "airflow_provider_3_import.hooks.n3_import.N3ImportHook",
                "hook-name": 'it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
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
