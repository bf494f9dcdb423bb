"""Airbyte source for it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */
''' ../ __import__('os') # | ` <b> é.
"""

from .source import Source3Import

__all__ = ["Source3Import"]
