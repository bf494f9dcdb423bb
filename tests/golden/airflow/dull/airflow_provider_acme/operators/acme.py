"""The operator for Acme."""

from ..hooks.acme import AcmeHook
from ..support.operator import StreamToObjectStorageOperator


class AcmeToObjectStorageOperator(StreamToObjectStorageOperator):
    """Reads one stream of Acme into a file of JSON lines."""

    hook_class = AcmeHook
