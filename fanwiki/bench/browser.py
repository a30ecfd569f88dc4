"""A browser as far as a measurement needs one: one connection that stays, cookies, forms."""

import http.client
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from http.cookies import SimpleCookie

from django.core.management.base import CommandError
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

TIMEOUT = 30
Fields = dict[str, str]


class Browser:
    """CommandError where an answer is not as expected: what was not done must not be measured."""

    def __init__(self, port: int, cookies: Fields | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self.cookies = dict(cookies or {})

    def get(self, address: str) -> str:
        return self.ask("GET", address, status=200)

    def post(self, address: str, fields: Fields, *, status: int = 200) -> str:
        return self.ask("POST", address, encode_multipart(BOUNDARY, fields), status=status)

    def ask(self, method: str, address: str, body: bytes | None = None, *, status: int) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = MULTIPART_CONTENT
        self.connection.request(method, address, body, headers if self.cookies else {})
        answer = self.connection.getresponse()
        said = answer.read().decode()
        for told in answer.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(told).items()}
        if answer.status != status:
            raise CommandError(f"{method} {address} answered {answer.status}, not {status}.")
        return said


class Forms(HTMLParser):
    """Every form of a page as the fields that a browser would send; what stands in a <template> is not sent."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Fields] = []
        self.written = self.chosen = ""  # the textarea or the select that is being read
        self.apart = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append({})
        self.apart += tag == "template"
        if self.forms and not self.apart:
            self.take(tag, said)

    def take(self, tag: str, said: Fields) -> None:
        form, name = self.forms[-1], said.get("name", "")
        if tag == "input" and name and is_sent(said):
            form[name] = said.get("value", "on" if said.get("type") == "checkbox" else "")
        elif tag == "textarea":
            self.written, form[name] = name, ""
        elif tag == "select":
            self.chosen, form[name] = name, ""
        elif tag == "option" and self.chosen and "selected" in said:
            form[self.chosen] = said["value"]

    def handle_endtag(self, tag: str) -> None:
        self.apart -= tag == "template"
        self.written = "" if tag == "textarea" else self.written
        self.chosen = "" if tag == "select" else self.chosen

    def handle_data(self, data: str) -> None:
        if self.written:
            self.forms[-1][self.written] += data


def is_sent(said: Fields) -> bool:
    kind = said.get("type", "text")
    return kind not in ("submit", "button", "file") and (kind not in ("checkbox", "radio") or "checked" in said)


def form_with(name: str, html: str) -> Fields:
    """The one form of the page that has a field of this name. Without the line break that begins a textarea."""
    parser = Forms()
    parser.feed(html)
    with suppress(StopIteration):
        form = next(form for form in parser.forms if name in form)
        return dict(cleaned(form))
    raise CommandError(f"The page has no form with a field called {name}.")


def cleaned(form: Fields) -> Iterator[tuple[str, str]]:
    for name, value in form.items():
        yield name, value.removeprefix("\r\n").removeprefix("\n")
