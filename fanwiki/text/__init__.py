"""Text, names, dates, differences and merges: pure functions over plain data, no models and no settings."""
