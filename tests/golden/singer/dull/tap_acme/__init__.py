"""Singer tap for Acme"""
