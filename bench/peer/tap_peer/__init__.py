"""What one gets from the Singer SDK by hand: its stock paginators and nothing beside them."""
