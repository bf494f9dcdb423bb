"""Singer tap for the database shop.postgresql"""
