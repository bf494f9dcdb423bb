"""Tests of the support code of generated sources."""
