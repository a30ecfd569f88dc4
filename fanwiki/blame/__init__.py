"""Who wrote what: for every fact, row and paragraph of a page the revision that brought it."""
