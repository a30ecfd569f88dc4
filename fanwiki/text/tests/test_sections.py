"""One section of a text, cut out and put back."""

from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text import markup, sections
from fanwiki.text.sections import LEAD

BODY = "The lead.\n\n## Story\n\nShe dances.\n\n### Later\n\nShe hunts.\n\nMaking of\n---------\n\nIt was shot.\n"
LINES = ["", "## One", "# Two", "## One", "### Deep", "text", "> ## Quoted", "Set\n===", "```", "* ## In a list", "##",
         "[^a]: note", "    ## Indented", "::: spoiler x", ":::", "## [[film:One]]", "last"]  # fmt: skip
bodies = st.lists(st.sampled_from(LINES), max_size=12).map("\n".join)


KINDS = ("film",)


def ids(body):
    return [section.id for section in sections.split(body, KINDS)[1:]]


def test_a_section_reaches_from_its_heading_to_the_next_one_of_its_level():
    story = sections.find(BODY, "s-story", KINDS)
    assert sections.cut(BODY, story) == "## Story\n\nShe dances.\n\n### Later\n\nShe hunts."
    assert sections.cut(BODY, sections.find(BODY, "s-making-of", KINDS)) == "Making of\n---------\n\nIt was shot."
    assert sections.cut(BODY, sections.find(BODY, LEAD, KINDS)) == "The lead."
    assert sections.find(BODY, "s-later", KINDS) is None


def test_a_text_without_sections_is_all_lead():
    assert sections.cut("Only this.", sections.find("Only this.", LEAD, KINDS)) == "Only this."


def test_what_is_put_back_leaves_the_rest_as_it_was():
    story = sections.find(BODY, "s-story", KINDS)
    assert sections.put(BODY, story, "## Plot\n\nShe sings.\n\n\n") == BODY.replace(
        "## Story\n\nShe dances.\n\n### Later\n\nShe hunts.", "## Plot\n\nShe sings."
    )


def test_a_section_that_is_emptied_goes():
    story, last = sections.find(BODY, "s-story", KINDS), sections.find(BODY, "s-making-of", KINDS)
    assert ids(sections.put(BODY, story, "")) == ["s-making-of"]
    assert sections.put(BODY, last, "\n").endswith("She hunts.")


def test_a_paragraph_that_is_put_before_an_underlined_heading_does_not_become_part_of_it():
    body = "# One\n***\nTwo\n---\n"
    assert ids(sections.put(body, sections.find(body, "s-one", KINDS), "# One\ntext")) == ["s-one", "s-two"]


def test_two_sections_of_one_title_are_told_apart():
    body = "## A\n\nfirst\n\n## A\n\nsecond"
    assert ids(body) == ["s-a", "s-a-2"]
    assert sections.cut(body, sections.find(body, "s-a-2", KINDS)) == "## A\n\nsecond"


def test_a_text_that_is_too_hard_to_read_has_no_sections():
    body = "## A\n\n" + "[[" * 40_000
    assert sections.split(body, KINDS) == [(LEAD, "", 0, 0, len(body))]


def test_what_another_text_says_in_its_place_is_found_only_where_nothing_else_differs():
    story = sections.find(BODY, "s-story", KINDS)
    assert sections.between(BODY, story, sections.put(BODY, story, "## Plot")) == "## Plot"
    assert sections.between(BODY, story, BODY.replace("The lead.", "Another lead.")) is None
    assert sections.between(BODY, story, "") is None


def test_the_first_section_that_changed_is_found():
    assert sections.first_changed(BODY, BODY, KINDS) == ""
    assert sections.first_changed(BODY, BODY.replace("The lead", "A lead"), KINDS) == LEAD
    assert sections.first_changed(BODY, BODY.replace("shot", "made"), KINDS) == "s-making-of"
    assert sections.first_changed(BODY, f"{BODY}\n## New\n", KINDS) == "s-new"


def test_a_heading_ends_where_what_it_is_of_begins():
    lead, *found = sections.split(BODY, KINDS)
    assert [BODY[section.inner : section.end].strip() for section in found] == [
        "She dances.\n\n### Later\n\nShe hunts.",
        "It was shot.",
    ]
    assert [(one.start, one.inner, one.end) for one in sections.split("## A", KINDS)] == [(0, 0, 0), (0, 4, 4)]
    assert BODY[lead.inner : lead.end] == "The lead.\n\n"


@given(bodies)
def test_the_sections_are_the_whole_text(body):
    found = sections.split(body, KINDS)
    assert "".join(body[section.start : section.end] for section in found) == body
    assert all(section.start <= section.inner <= section.end for section in found)


@given(bodies)
def test_the_sections_are_those_that_are_drawn(body):
    assert ids(body) == [section.id for section in markup.render(body, None, KINDS).sections]


@given(bodies)
def test_putting_back_what_was_cut_changes_nothing(body):
    for name in [LEAD, *ids(body)]:
        section = sections.find(body, name, KINDS)
        assert sections.put(body, section, sections.cut(body, section)) == body


@given(bodies, bodies)
def test_what_was_put_in_is_found_again(body, text):
    for name in [LEAD, *ids(body)]:
        section = sections.find(body, name, KINDS)
        said = sections.put(body, section, text)
        assert sections.between(body, section, said) in (text.strip("\n"), None if not text.strip("\n") else "x")
