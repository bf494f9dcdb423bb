"""Tests of the provider; none needs the network."""
