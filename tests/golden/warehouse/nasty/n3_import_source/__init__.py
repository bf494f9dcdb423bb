"""Loads it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ ''' ../
__import__('os') # | ` <b> é into a warehouse.
"""

from .source import SECRETS, n3_import_source
from .streams import SOURCE

__all__ = ["SECRETS", "SOURCE", "n3_import_source"]
