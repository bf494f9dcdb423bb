"""Tests of the tap; none needs the network."""
