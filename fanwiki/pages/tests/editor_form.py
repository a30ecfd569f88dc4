"""The editor's answer as a browser has it: what its form would send, and what a conflict asks in it."""

from html.parser import HTMLParser

from fanwiki.pages.templatetags import writing


class Fields(HTMLParser):
    """What a browser would send for the form in a page: {name: value}."""

    def __init__(self, html):
        super().__init__()
        self.data, self.select, self.area = {}, None, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        name, kind = told.get("name"), told.get("type")
        unsent = kind in ("submit", "button") or (kind in ("checkbox", "radio") and "checked" not in told)
        if tag == "input" and name and not unsent:
            self.data[name] = told.get("value") or ("on" if kind == "checkbox" else "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in told:
            self.data[self.select] = told.get("value", "")
        elif tag == "textarea":
            self.area, self.data[name] = name, ""

    def handle_data(self, data):
        if self.area:
            self.data[self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.data[self.area] = self.data[self.area].removeprefix("\n")
            self.area = None


def form_of(answer, do="publish", **changes):
    data = Fields(answer.content.decode()).data
    return {name: value for name, value in data.items() if "__prefix__" not in name} | {"do": do} | changes


def asked(answer):
    """(label, chosen side) of every question."""
    return [(choice.label, choice.question.chosen) for choice in writing.choices(answer.context["editor"])]


def said(answer):
    """What each side of every question says, in plain text."""

    def text(side):
        cells = [f"{cell.label} {''.join(span.text for span in cell.new)}" for cell in side.cells]
        return " | ".join(filter(None, [side.words, "".join(span.text for span in side.spans), *cells]))

    return [tuple(map(text, choice.sides)) for choice in writing.choices(answer.context["editor"])]
