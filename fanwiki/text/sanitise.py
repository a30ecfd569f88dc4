"""The last wall: the HTML that may leave this package, whatever the parser before it did."""

import nh3

# What every link out of the wiki carries; a link inside it carries none.
OUTSIDE = "nofollow ugc noopener"

_TAGS = {
    "a", "b", "blockquote", "br", "code", "details", "div", "em", "figcaption", "figure",
    "h3", "h4", "h5", "h6", "hr", "input", "li", "ol",
    "p", "pre", "s", "span", "strong", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "aria-label"},
    "div": {"aria-label"},
    **{heading: {"id"} for heading in ("h3", "h4", "h5", "h6")},
    "input": {"type", "disabled", "checked", "aria-label"},
    "li": {"id"},
    "ol": {"start"},
    "span": {"lang"},
    "sup": {"id"},
}
_VALUES = {
    "a": {"rel": {OUTSIDE}},
    "div": {"tabindex": {"0"}, "role": {"region"}},
    "th": {"scope": {"col"}},
}
_CLASSES = {
    "a": {"back"},
    "details": {"spoiler"},
    "div": {"scroll"},
    "figure": {"side", "wide"},
    "li": {"task-list-item"},
    "ol": {"contains-task-list", "refs"},
    "p": {"plain"},
    "span": {"hide", "show", "tag", "unhide", "w"},
    "sup": {"fn"},
    "td": {"center", "right"},
    "th": {"center", "right"},
    "ul": {"contains-task-list"},
}

_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
    allowed_classes=_CLASSES,
    # "wiki" is what a link between pages is drawn with until `markup.resolve_links` knows its address.
    url_schemes={"http", "https", "mailto", "wiki"},
    link_rel=None,
)


def sanitise(html: str) -> str:
    """HTML with nothing but the tags, attributes and schemes above; doing it again changes nothing."""
    return _CLEANER.clean(html) if html else ""
