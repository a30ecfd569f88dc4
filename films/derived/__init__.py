"""Facts that write themselves: each a small pure function over plain rows, with the rows that prove it."""
