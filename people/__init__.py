"""People: persons, groups and organisations."""
