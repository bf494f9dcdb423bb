"""How this project reads over HTTP and loads. Nothing in here knows the source."""
