"""Tests of the support code."""
