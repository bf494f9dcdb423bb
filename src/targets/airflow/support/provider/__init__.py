"""How this project reads over HTTP and writes files. Nothing in here knows the source."""
