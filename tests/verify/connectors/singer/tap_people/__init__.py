"""A tap of one stream, written by hand."""
