"""Films, their characters, and who made them."""
