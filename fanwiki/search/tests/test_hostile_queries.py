"""What nobody types in earnest is answered like any other search, whichever database there is."""

import pytest

from fanwiki.search import asking
from fanwiki.search.results import ranked
from fanwiki.text.queries import LONGEST

pytestmark = pytest.mark.django_db

OPERATORS = ("kind", "year", "decade", "genre", "country", "language", "with", "by", "format", "tag", "platform")
OF_AN_INDEX = [
    "words:dance", "search_words", "* dance", "dance*", "^dance", "dance + leap", "NEAR(dance leap, 2)",
    "dance NEAR leap", "dance AND", "OR", "NOT dance", "AND OR NOT", "(dance", "dance)", "((((((", "{dance leap}",
    "-{dance}: leap",
    "dance & leap", "dance | !leap", "!dance", "dance <-> leap", "dance <2> leap", "dance:*", "dance:A", "dance:ABCD*",
    "'dance'", "''", "\\'dance", "\\", "dance\\", "E'\\x00'", "$$dance$$", "'; DROP TABLE search_entry; --",
    "%s %d %(x)s", "%", "_", "{}", "{0}", ":part:0", "~dance", "~~dance", ":kind:film", ":", "~",
]  # fmt: skip
OF_PATTERNS = [".*", "(a+)+$", "[a-", "a{1000000}", "(?P<n>", "\\d+", "|".join("ab" * 400)]
OF_SIGNS = [
    "dance\0leap", "\0", "\ud800", "\ufffe", "\u202e", "\u200b" * 50, "e" + "\u0301" * 900, "😀", "🏳️‍🌈", "ﷺ" * 300,
    "\t\n\r", "\x1b[31m", "是", "\ufa6e", "옥", "ㅂ", "ー", "々" * 500, "İ" * 500, "ß" * 500,
]  # fmt: skip
OF_QUOTES = ['"', '""', '"dance', 'dance"', '"""', '" "', '-"', '-"dance', '"-dance"', 'a"b"c"d', "“dance", '"' * 999]
MANY = " ".join(f"-w{n}" for n in range(200))
OF_EXCLUSIONS = ["-", "--", "-dance", "-dance -leap", MANY, "-kind:film", "dance -dance"]
LONG = [
    "a" * 100_000, "dance " * 20_000, " ".join(f"w{n}" for n in range(5000)), "x:" * 5000, '"a" ' * 25_000,
    " ".join(f"with:person{n}" for n in range(300)), "year:1..9999", "year:9999..1", "year:0", "decade:1995s",
]  # fmt: skip
MALFORMED = [f"{name}:{value}" for name in OPERATORS for value in ("", '"', '""', "*", "..", "a:b:c", "-1", "9" * 400)]


@pytest.mark.parametrize("group", [OF_AN_INDEX, OF_PATTERNS, OF_SIGNS, OF_QUOTES, OF_EXCLUSIONS, LONG, MALFORMED])
def test_every_query_is_answered(group, make_film, client):
    make_film("Ballerina", body="Dance, leap. 옥주는 춤춘다.", genres=["drama"])
    for n, query in enumerate(group):
        for address in ("/search/", "/api/v1/search"):
            asked = {"q": query.encode("utf-8", "surrogatepass")}
            assert client.get(address, asked, REMOTE_ADDR=f"192.0.2.{n}").status_code == 200, query[:80]
        ranked(asking.ask(query[:LONGEST]))  # without what a door cleans
