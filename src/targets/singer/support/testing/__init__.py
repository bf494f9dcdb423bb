"""What the tests need: the source, played from `source.json`, and runs of the tap."""
