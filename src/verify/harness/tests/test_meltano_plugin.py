"""A tap's output on its way to Meltano."""

from __future__ import annotations

import os
from pathlib import Path

from sourcewright_harness.meltano_plugin import CopiedOutput
from sourcewright_harness.output import text_output


def test_messages_are_copied_up_to_the_one_that_ends_the_process(tmp_path: Path) -> None:
    copy = os.open(tmp_path / "copy", os.O_WRONLY | os.O_CREAT)
    passed_on = os.open(tmp_path / "passed", os.O_WRONLY | os.O_CREAT)
    stopped: list[str] = []

    def stop() -> None:
        stopped.append((tmp_path / "copy").read_text())

    output = CopiedOutput(copy, '\\{"type": ?"RECORD"', 2, stop)
    output._descriptor = passed_on
    with text_output(output) as stream:
        stream.write('{"type":"SCHEMA"}\n{"type":"RECORD"}\n{"type": "RECORD"}\n{"type":"STATE"}')
    assert [text.count("\n") for text in stopped] == [3]
    assert (tmp_path / "copy").read_text() == (tmp_path / "passed").read_text()
    assert (tmp_path / "passed").read_text().endswith('{"type":"STATE"}')
