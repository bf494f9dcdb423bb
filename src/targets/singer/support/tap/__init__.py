"""How this tap reads over HTTP. Nothing in here knows the source."""
