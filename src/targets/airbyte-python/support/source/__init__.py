"""How this source reads over HTTP. Nothing in here knows the API."""
