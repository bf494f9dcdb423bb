"""What the tests need: the source, played from `source.json`, and runs against it."""
