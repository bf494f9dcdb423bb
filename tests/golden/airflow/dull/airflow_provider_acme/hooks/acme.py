"""The hook for Acme."""

from ..get_provider_info import FIELDS
from ..streams import SOURCE
from ..support.hook import SourceHook


class AcmeHook(SourceHook):
    """Asks Acme, with the settings of a connection."""

    default_conn_name = "acme_default"
    conn_type = "acme"
    hook_name = "Acme"
    source = SOURCE
    fields = FIELDS
