"""How this tap reads over HTTP: pages, retries, cursors. Nothing in here knows the source."""
