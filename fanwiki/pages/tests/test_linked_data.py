"""JSON-LD: what each kind says of itself, in shapes that schema.org knows, whatever the words in it."""

import json
import re
from datetime import datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.pages import editing, linked_data
from films.linked_data import common, first_published
from films.seed import seed_ballerina

from .test_save import change

SITE = "http://testserver"

# As much of schema.org as is used: each type with those that it is a kind of, each property with the types that have
# it and those that its value may be of. "Text", "URL", "Date", "Duration" and "Integer" are what JSON can only spell.
TYPES = {
    "Thing": (),
    "CreativeWork": ("Thing",),
    "Movie": ("CreativeWork", "Thing"),
    "TVSeries": ("CreativeWork", "Thing"),
    "Article": ("CreativeWork", "Thing"),
    "Person": ("Thing",),
    "Organization": ("Thing",),
    "PerformingGroup": ("Organization", "Thing"),
    "Place": ("Thing",),
    "Country": ("Place", "Thing"),
    "PerformanceRole": ("Role", "Thing"),
    "BreadcrumbList": ("ItemList", "Thing"),
    "ListItem": ("Thing",),
}
PROPERTIES = {
    "name": ({"Thing"}, {"Text"}),
    "alternateName": ({"Thing"}, {"Text"}),
    "description": ({"Thing"}, {"Text"}),
    "disambiguatingDescription": ({"Thing"}, {"Text"}),
    "url": ({"Thing"}, {"URL"}),
    "sameAs": ({"Thing"}, {"URL"}),
    "image": ({"Thing"}, {"URL"}),
    "additionalType": ({"Thing"}, {"URL"}),
    "subjectOf": ({"Thing"}, {"CreativeWork"}),
    "inLanguage": ({"CreativeWork"}, {"Text"}),
    "countryOfOrigin": ({"Movie", "TVSeries"}, {"Country"}),
    "datePublished": ({"CreativeWork"}, {"Date"}),
    "dateModified": ({"CreativeWork"}, {"DateTime"}),
    "genre": ({"CreativeWork"}, {"Text"}),
    "keywords": ({"CreativeWork"}, {"Text"}),
    "headline": ({"CreativeWork"}, {"Text"}),
    "license": ({"CreativeWork"}, {"URL"}),
    "duration": ({"Movie"}, {"Duration"}),
    "numberOfEpisodes": ({"TVSeries"}, {"Integer"}),
    "director": ({"Movie", "TVSeries"}, {"Person"}),
    "actor": ({"Movie", "TVSeries", "PerformanceRole"}, {"Person", "PerformingGroup", "PerformanceRole"}),
    "characterName": ({"PerformanceRole"}, {"Text"}),
    "birthDate": ({"Person"}, {"Date"}),
    "deathDate": ({"Person"}, {"Date"}),
    "birthPlace": ({"Person"}, {"Place"}),
    "nationality": ({"Person"}, {"Country"}),
    "foundingDate": ({"Organization"}, {"Date"}),
    "dissolutionDate": ({"Organization"}, {"Date"}),
    "foundingLocation": ({"Organization"}, {"Place"}),
    "location": ({"Organization"}, {"Place"}),
    "itemListElement": ({"BreadcrumbList"}, {"ListItem"}),
    "position": ({"ListItem"}, {"Integer"}),
    "item": ({"ListItem"}, {"URL"}),
}
SPELLED = {
    "URL": re.compile(r"https?://[^\s<>\"]+"),
    "Date": re.compile(r"\d{4}(-\d\d(-\d\d)?)?"),
    "Duration": re.compile(r"PT\d+M"),
    "Text": re.compile(r"(?s).+"),
}


class DataBlocks(HTMLParser):
    """The data blocks, and every tag, as a browser would find them."""

    def __init__(self, html):
        super().__init__()
        self.blocks, self.tags, self.inside = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if dict(attrs).get("type") == "application/ld+json":
            self.blocks.append("")
            self.inside = True

    def handle_data(self, data):
        if self.inside:
            self.blocks[-1] += data

    def handle_endtag(self, tag):
        self.inside = False


def blocks(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return [json.loads(block) for block in DataBlocks(answer.content.decode()).blocks]


def is_a(type_, wanted):
    return bool({type_, *TYPES[type_]} & wanted)


def wrong(node, where="$"):
    """What schema.org would not say so."""
    found = []
    for name, values in node.items():
        if name == "@type" or (name == "@context" and where == "$" and values == "https://schema.org"):
            continue
        path = f"{where}.{name}"
        has, may_be = PROPERTIES[name]
        found += [] if is_a(node["@type"], has) else [f"{path}: {node['@type']} has none"]
        for value in values if isinstance(values, list) else [values]:
            found += wrong_value(value, may_be, path)
    return found


def wrong_value(value, may_be, path):
    if isinstance(value, dict):
        return wrong(value, path) + ([] if is_a(value["@type"], may_be) else [f"{path}: {value['@type']}"])
    if isinstance(value, str) and "DateTime" in may_be:
        return [] if datetime.fromisoformat(value) else [path]
    fits = isinstance(value, int) if "Integer" in may_be else isinstance(value, str) and any(
        SPELLED[kind].fullmatch(value) for kind in may_be & set(SPELLED)
    )  # fmt: skip
    return [] if fits else [f"{path}: {value!r}"]


@pytest.mark.django_db
def test_every_page_of_the_seed_has_a_shape_that_schema_org_knows(client, make_article):
    seed_ballerina()
    make_article()
    expected = {
        "/films/ballerina-2023/": "Movie",
        "/films/the-glory-2022/": "TVSeries",
        "/people/netflix/": "Organization",
        "/people/jeon-jong-seo/": "Person",
        "/characters/ok-ju/": "Person",
        "/articles/revenge-films/": "Article",
    }
    for address, type_ in expected.items():
        page, trail = blocks(client, address)
        assert (page["@type"], page["url"], trail["@type"]) == (type_, f"{SITE}{address}", "BreadcrumbList")
        assert wrong(page) + wrong(trail) == []


@pytest.mark.django_db
def test_a_film_tells_its_facts_its_makers_and_who_plays_whom(client):
    seed_ballerina()
    film = blocks(client, "/films/ballerina-2023/")[0]
    assert film["name"] == "Ballerina" and film["alternateName"] == ["발레리나", "Bailarina"]
    assert film["inLanguage"] == "ko" and film["genre"] == ["action", "thriller"]
    assert film["countryOfOrigin"] == [{"@type": "Country", "name": "South Korea"}]
    assert film["director"] == [
        {"@type": "Person", "name": "Lee Chung-hyun", "url": f"{SITE}/people/lee-chung-hyun/"},
    ]
    jeon = {"@type": "Person", "name": "Jeon Jong-seo", "url": f"{SITE}/people/jeon-jong-seo/"}
    assert film["actor"][0] == {"@type": "PerformanceRole", "actor": jeon, "characterName": "Ok-ju"}
    assert film["datePublished"] == "2023-10"  # Busan showed it on the 5th or the 6th, Netflix on the 6th


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("format_", "type_", "length"),
    [("film", "Movie", "duration"), ("short", "Movie", "duration"), ("special", "Movie", "duration"),
     ("series", "TVSeries", "numberOfEpisodes"), ("web_series", "TVSeries", "numberOfEpisodes")],
)  # fmt: skip
def test_the_format_says_which_kind_of_work_it_is(format_, type_, length, make_film, client):
    page = make_film(format=format_, runtime=93, episodes=8)
    node = blocks(client, page.get_absolute_url())[0]
    assert node["@type"] == type_ and wrong(node) == []
    assert {"duration": "PT93M", "numberOfEpisodes": 8}[length] == node[length]
    assert len({"duration", "numberOfEpisodes"} & set(node)) == 1


def released(*rows, year=None):
    blank = {"date": "", "kind": "theatrical", "disputed": False}
    return {"year": year, "releases": [blank | row for row in rows]}


@pytest.mark.parametrize(
    ("document", "date"),
    [
        (released(), ""),
        (released(year=2023), "2023"),
        (released({"date": "2023-10-06"}, {"date": "2023-11"}), "2023-10-06"),
        (released({"date": "2023-10"}), "2023-10"),
        (released({"date": "2023~"}), ""),
        (released({"date": "2023-10-06?"}), ""),
        (released({"date": "2023-10-06", "disputed": True}), ""),
        (released({"date": "2023-10-05", "disputed": True}, {"date": "2023-10-06"}), "2023-10"),
        (released({"date": "2023-10-07", "disputed": True}, {"date": "2023-10-06"}), "2023-10-06"),
        (released({"date": "2022-12-31?"}, {"date": "2023-01-01"}), ""),
        (released({"date": "1999", "disputed": True}, {"date": "2024-05-01", "kind": "rerelease"}), ""),
    ],
)
def test_only_a_date_that_nobody_doubts_is_told(document, date):
    assert first_published(document) == date


@given(st.dates(), st.lists(st.dates(), max_size=3))
def test_what_dates_have_in_common_is_true_of_each(date, others):
    said = common(str(date), [str(other) for other in others])
    assert all(str(one).startswith(said) for one in (date, *others))
    assert said in ("", str(date)[:4], str(date)[:7], str(date))


@pytest.mark.django_db
def test_a_person_tells_what_is_recorded_and_certain(make_person, client):
    page = make_person(
        born="1994-07-05", died="2099~", birthplace="Seoul", countries=["KR"],
        external_ids={"imdb": "nm9774041", "wikidata": "Q55084600", "kobis": "20123456"},
        names=[{"text": "Jeon Jong-seo"}, {"text": "전종서", "lang": "ko"},
               {"text": "전종서", "lang": "ko", "kind": "stage"},
               {"text": "jeon jongseo actress", "kind": "search_hint"}],
    )  # fmt: skip
    node = blocks(client, page.get_absolute_url())[0]
    assert wrong(node) == []
    assert node["alternateName"] == ["전종서"]
    assert (node["birthDate"], node["birthPlace"]["name"], node["nationality"][0]["name"]) == (
        "1994-07-05", "Seoul", "South Korea",
    )  # fmt: skip
    assert "deathDate" not in node and "jobTitle" not in node
    assert node["sameAs"] == ["https://www.imdb.com/name/nm9774041/", "https://www.wikidata.org/wiki/Q55084600"]


@pytest.mark.django_db
@pytest.mark.parametrize(("type_", "said"), [("group", "PerformingGroup"), ("organisation", "Organization")])
def test_a_group_is_founded_not_born(type_, said, make_person, client):
    page = make_person("Dxyz", type=type_, born="2017", died="2020-01", birthplace="Seoul", countries=["KR"])
    node = blocks(client, page.get_absolute_url())[0]
    assert (node["@type"], node["foundingDate"], node["dissolutionDate"]) == (said, "2017", "2020-01")
    assert "birthDate" not in node and wrong(node) == []


@pytest.mark.django_db
def test_whom_schema_org_lets_neither_act_nor_direct_is_left_out(make_film, make_person, client):
    make_person("Netflix", type="organisation")
    make_person("Dxyz", type="group")
    rows = [{"person": "Netflix"}, {"person": "Dxyz"}, {"credited_as": "A passer-by"}, {"person": "Nobody Yet"}]
    crew = [{"person": name, "department": "directing", "job": "Director"} for name in ("Netflix", "Dxyz", "Lee")]
    node = blocks(client, make_film(cast=rows, crew=crew).get_absolute_url())[0]
    assert [(actor["@type"], actor["name"]) for actor in node["actor"]] == [
        ("PerformingGroup", "Dxyz"), ("Person", "A passer-by"), ("Person", "Nobody Yet"),
    ]  # fmt: skip
    assert [one["name"] for one in node["director"]] == ["Lee"] and wrong(node) == []


@pytest.mark.django_db
def test_a_character_is_a_fictional_person_in_works_of_theirs(make_film, make_character, make_person, client):
    make_person("Jeon Jong-seo")
    make_film("Ballerina", year=2023, cast=[{"person": "Jeon Jong-seo", "character": "Ok-ju"}])
    make_film("Ballerina 2", format="series", cast=[{"credited_as": "A Child", "character": "Ok-ju"}])
    node = blocks(client, make_character().get_absolute_url())[0]
    assert node["@type"] == "Person" and node["additionalType"].endswith("/Q95074") and wrong(node) == []
    assert [(work["@type"], work["name"], work["actor"][0]["actor"]) for work in node["subjectOf"]] == [
        ("Movie", "Ballerina", {"@type": "Person", "name": "Jeon Jong-seo", "url": f"{SITE}/people/jeon-jong-seo/"}),
        ("TVSeries", "Ballerina 2", {"@type": "Person", "name": "A Child"}),
    ]
    alone = blocks(client, make_character("Nameless", of_work="Ballerina").get_absolute_url())[0]
    assert alone["subjectOf"] == [{"@type": "Movie", "name": "Ballerina", "url": f"{SITE}/films/ballerina-2023/"}]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["film", "person", "character", "article"])
def test_a_page_with_nothing_but_its_title_tells_no_more(kind, request, client):
    page = request.getfixturevalue(f"make_{kind}")("Alone")
    node, trail = blocks(client, page.get_absolute_url())
    assert wrong(node) + wrong(trail) == []
    assert not {"description", "alternateName", "sameAs", "datePublished", "actor", "subjectOf", "birthDate"} & set(
        node
    )
    assert [item["name"] for item in trail["itemListElement"]][::2] == ["Fanwiki", "Alone"]


@pytest.mark.django_db
def test_only_the_live_page_tells(make_film, editor, moderator, client):
    film = make_film()
    change(film, editor, runtime=93)
    for address in ("/films/ballerina/history/1/", "/films/ballerina/history/2/", "/films/ballerina/history/"):
        assert b"ld+json" not in client.get(address).content
    editing.delete(film, by=moderator, summary="Copied")
    assert b"ld+json" not in client.get("/films/ballerina/").content


HOSTILE = ["</script><script>alert(1)</script>", "<!-- <script>", "]]>&lt;/script&gt;&quot;", 'a"b\\', "x\u2028\u2029y"]


@pytest.mark.django_db
@pytest.mark.parametrize("words", HOSTILE)
def test_words_cannot_end_the_block(words, make_film, client):
    names, cast = [{"text": f"A{words}"}], [{"character_as": words, "credited_as": words}]
    film = make_film(description=words, genres=[words], names=names, cast=cast)
    seen = DataBlocks(client.get(film.get_absolute_url()).content.decode())
    assert len(seen.blocks) == 2 and seen.tags.count("script") == 3  # the third is the site's own
    node = json.loads(seen.blocks[0])
    assert node["actor"][0]["characterName"] == node["description"] == film.head.document["description"]
    assert wrong(node) == []


TRICKS = ["</script", "<!--<script", "\ud800", "\u2028", "&#60;"]
ANYTHING = st.text(st.characters(), max_size=80) | st.sampled_from(TRICKS)


@given(ANYTHING)
def test_any_words_stay_within_the_block_and_come_back(words):
    block = linked_data.written({"@type": "Thing", "name": words, words: [words]})
    assert not set(block) & set("<>&\u2028\u2029") and block.encode()
    assert json.loads(block) == {"@context": "https://schema.org", "@type": "Thing", "name": words} | {words: [words]}


@pytest.mark.django_db
def test_the_longest_cast_is_told_in_bounds(make_film, client, django_assert_max_num_queries):
    film = make_film(cast=[{"person": f"Person {n}", "character": f"Part {n}"} for n in range(400)])
    with django_assert_max_num_queries(6):
        node = blocks(client, film.get_absolute_url())[0]
    assert len(node["actor"]) == 60
