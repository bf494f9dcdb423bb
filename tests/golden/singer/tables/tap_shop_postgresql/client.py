"""What all streams of shop.postgresql share."""

from __future__ import annotations

from importlib.resources import files

from singer_sdk import SchemaDirectory, StreamSchema

from . import schemas
from .support.table_stream import TableStream

SCHEMAS = SchemaDirectory(files(schemas))


class ShopPostgresqlStream(TableStream):
    """A stream of shop.postgresql."""

    schema = StreamSchema(SCHEMAS)
