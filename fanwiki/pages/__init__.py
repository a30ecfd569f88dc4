"""The engine: what a page is and how it changes. It knows no film and no person."""
