"""What the tests need: the source, played from `source.json`, and a way to run the tap on it."""
