"""Other databases: what they are called, and where a page's key in one of them leads."""

from .documents import Document

SITES = {"wikidata": "Wikidata", "imdb": "IMDb", "tmdb": "TMDB", "kobis": "KOBIS"}
IMDB_SECTIONS = {"tt": "title", "nm": "name", "co": "company", "ch": "character"}


def addresses(document: Document) -> dict[str, str]:
    """By site: "" where it has no lasting address for such a key."""
    return {site: address(site, key, document) for site, key in document["external_ids"].items()}


def address(site: str, key: str, document: Document) -> str:
    if site == "wikidata":
        return f"https://www.wikidata.org/wiki/{key}"
    if site == "imdb":
        return f"https://www.imdb.com/{IMDB_SECTIONS.get(key[:2], 'title')}/{key}/"
    if site == "tmdb":
        series = document.get("format") in ("series", "web_series")
        section = "tv" if series else {"film": "movie"}.get(document["kind"], document["kind"])
        return f"https://www.themoviedb.org/{section}/{key}"
    if site == "kobis" and document["kind"] == "film":
        return f"https://www.kobis.or.kr/kobis/business/mast/mvie/searchMovieDtl.do?code={key}"
    return ""
