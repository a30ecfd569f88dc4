"""Fanwiki: a wiki for films, the people who make them and the parts they play."""
