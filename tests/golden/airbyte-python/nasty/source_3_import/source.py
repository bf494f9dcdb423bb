"""Airbyte source for it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */
''' ../ __import__('os') # | ` <b> é.
"""

from __future__ import annotations

from . import streams
from .support.source import ApiSource


class Source3Import(ApiSource):
    """Airbyte source for it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token}
    */ ''' ../ __import__('os') # | ` <b> é.
    """

    stream_types = (
        streams.Import,
        streams.Class,
        streams.TrueStream,
        streams.Plain,
        streams.Crossed,
    )
