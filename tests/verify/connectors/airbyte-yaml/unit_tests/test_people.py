from pathlib import Path

import yaml


def test_one_stream():
    manifest = yaml.safe_load(
        (Path(__file__).parent.parent / "manifest.yaml").read_text()
    )
    assert [stream["name"] for stream in manifest["streams"]] == ["people"]
