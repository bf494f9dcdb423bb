"""Writes Singer messages fast."""

from __future__ import annotations

import sys
import typing as t

import msgspec
from singer_sdk.contrib.msgspec import MsgSpecWriter, enc_hook
from singer_sdk.singerlib import RecordMessage
from singer_sdk.singerlib.json import serialize_json
from typing_extensions import override

if t.TYPE_CHECKING:
    from singer_sdk.singerlib import Message

_encoder = msgspec.json.Encoder(enc_hook=enc_hook, decimal_format="number")


class BufferedWriter(MsgSpecWriter):
    """Flushes after messages that aren't records, and when the buffer is full."""

    @override
    def serialize_message(self, message: Message) -> bytearray:
        """The message as a line."""
        content = message.to_dict()
        try:
            line = bytearray(_encoder.encode(content))
        except (ValueError, OverflowError):
            # Numbers beyond 64 bits, and half a surrogate pair.
            line = bytearray(serialize_json(content).encode())
        line += b"\n"
        return line

    @override
    def write_message(self, message: Message) -> None:
        """Write the message."""
        out = sys.stdout.buffer
        out.write(self.format_message(message))
        if not isinstance(message, RecordMessage):
            out.flush()
