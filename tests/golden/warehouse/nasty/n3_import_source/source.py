"""dlt's source for it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ '''
../ __import__('os') # | ` <b> é.
"""

import typing as t

import dlt
from dlt.common.typing import TSecretStrValue

from .columns import columns
from .streams import SOURCE
from .support.reading import Reading
from .support.resources import resources

#: Settings whose values never get into a log.
SECRETS = ("client_id", "client_secret", "api_key")


@dlt.source(name="n3_import", section="n3_import", max_table_nesting=0)
def n3_import_source(
    # it's "evil" \ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../
    # __import__('os') # | ` <b> é
    client_id: TSecretStrValue = dlt.secrets.value,
    # it's "evil" \ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../
    # __import__('os') # | ` <b> é
    client_secret: TSecretStrValue = dlt.secrets.value,
    # it's "evil" \ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../
    # __import__('os') # | ` <b> é
    api_key: TSecretStrValue = dlt.secrets.value,
    # class
    class_: int = dlt.config.value,
    # it's "evil" \ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../
    # __import__('os') # | ` <b> é
    lambda_: str = "eu",
    # Start date
    start_date: str | None = None,
    _reading: Reading | None = None,
) -> t.Any:
    """The streams of it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */
    ''' ../ __import__('os') # | ` <b> é; dlt fills the settings in from its
    configuration.
    """
    settings = {
        "client_id": client_id,
        "client_secret": client_secret,
        "api_key": api_key,
        "lambda": lambda_,
        "class": class_,
        "start_date": start_date,
    }
    return resources(SOURCE, settings, columns, _reading)
