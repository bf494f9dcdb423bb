"""Singer tap for it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ '''
../ __import__('os') # | ` <b> é.
"""

from __future__ import annotations

from singer_sdk import typing as th

from . import streams
from .support.tap import HttpTap


class Tap3Import(HttpTap):
    """Singer tap for it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */
    ''' ../ __import__('os') # | ` <b> é.
    """

    name = "tap-3-import"
    stream_types = [
        streams.ImportStream,
        streams.ClassStream,
        streams.TrueStream,
        streams.PlainStream,
        streams.CrossedStream2,
    ]

    config_jsonschema = th.PropertiesList(
        th.Property(
            "client_id",
            th.StringType,
            required=True,
            secret=True,
            title='it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
            description='it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
        ),
        th.Property(
            "client_secret",
            th.StringType,
            required=True,
            secret=True,
            title='it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
            description='it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
        ),
        th.Property(
            "api_key",
            th.StringType,
            required=True,
            secret=True,
            title='it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
            description='it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
        ),
        th.Property(
            "lambda",
            th.StringType,
            default="eu",
            allowed_values=["eu", 'u"s'],
            title='it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
            description='it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
        ),
        th.Property(
            "class",
            th.IntegerType,
            required=True,
            title="class",
            description="class",
        ),
        th.Property(
            "start_date",
            th.DateTimeType,
            title="Start date",
            description="Start date",
        ),
    ).to_dict()


if __name__ == "__main__":
    Tap3Import.cli()
