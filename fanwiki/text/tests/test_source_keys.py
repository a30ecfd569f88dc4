"""Keys for sources that were given none."""

import re

from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text.source_keys import key_of, recited


def test_it_is_made_of_the_host_or_else_of_the_title_and_numbered():
    assert key_of("https://www.hancinema.net/x.php", "Director", ()) == "hancinema"
    assert key_of("https://www.hancinema.net/x.php", "Director", {"hancinema", "hancinema-2"}) == "hancinema-3"
    assert key_of("", "Press article, 2023", ()) == "press-article-2023"
    assert key_of("javascript:alert(1)", "발레리나", ()) == "source"


@given(st.text(max_size=80), st.text(max_size=80), st.sets(st.sampled_from(["source", "a", "source-2"])))
def test_it_is_always_a_new_slug(address, title, taken):
    key = key_of(address, title, taken)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) and len(key) <= 40 and key not in taken


def test_sources_are_cited_by_other_keys_and_notes_stay():
    body = "One.[^a][^b] Two.[^a]\n\n[^a]: A note of its own."
    assert recited(body, {"a": "a-2"}) == "One.[^a-2][^b] Two.[^a-2]\n\n[^a]: A note of its own."
