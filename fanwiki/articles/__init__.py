"""Articles: a title and Markdown, the smallest kind of page."""
