"""The operator for it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ '''
../ __import__('os') # | ` <b> é.
"""

from ..hooks.n3_import import N3ImportHook
from ..support.operator import StreamToObjectStorageOperator


class N3ImportToObjectStorageOperator(StreamToObjectStorageOperator):
    """Reads one stream of it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token}
    */ ''' ../ __import__('os') # | ` <b> é into a file of JSON lines.
    """

    hook_class = N3ImportHook
