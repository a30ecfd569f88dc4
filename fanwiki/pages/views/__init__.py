"""What the site answers, once for all kinds of page."""
