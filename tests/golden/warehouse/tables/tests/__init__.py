"""Tests of the pipeline; none needs the network."""
