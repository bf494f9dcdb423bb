"""JSON Schemas of the streams' records."""
