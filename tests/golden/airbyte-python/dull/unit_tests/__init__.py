"""Tests of the source; none needs the network."""
