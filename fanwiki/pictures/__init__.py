"""Pictures: files that people sent, kept in our own form, in the sizes that pages need."""
