"""The hook for it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ ''' ../
__import__('os') # | ` <b> é.
"""

from ..get_provider_info import FIELDS
from ..streams import SOURCE
from ..support.hook import SourceHook


class N3ImportHook(SourceHook):
    """Asks it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ ''' ../
    __import__('os') # | ` <b> é, with the settings of a connection.
    """

    default_conn_name = "n3_import_default"
    conn_type = "n3_import"
    hook_name = 'it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9'
    source = SOURCE
    fields = FIELDS
