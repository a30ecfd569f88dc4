"""Facts as sentences, with the rows that prove them: safe HTML in the reader's language."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from fanwiki.pages.reading import new_address
from fanwiki.pages.templatetags.pages import in_script, label, linked, partial_date

from .adaptations import Characters, Counterparts, Edge
from .careers import DIRECTING, Cameos, Debut, Feature, FirstMain
from .known_for import KnownFor
from .reunions import DIRECTED, Reunion
from .showings import TODAY, UPCOMING, SameDay, Status
from .told import Told
from .works import Part, Work, year

Link = Callable[[str, str], SafeString]

ORDINALS = [
    pgettext_lazy("in a row", "first"),
    pgettext_lazy("in a row", "second"),
    pgettext_lazy("in a row", "third"),
    pgettext_lazy("in a row", "fourth"),
    pgettext_lazy("in a row", "fifth"),
    pgettext_lazy("in a row", "sixth"),
    pgettext_lazy("in a row", "seventh"),
    pgettext_lazy("in a row", "eighth"),
    pgettext_lazy("in a row", "ninth"),
    pgettext_lazy("in a row", "tenth"),
]


def said(fact: Any, told: Told, link: Link) -> SafeString:
    """The sentence, and what softens it. `link` makes the link to a page that the document names by its title."""
    if isinstance(fact, SameDay):
        return same_day(fact, link)
    sentence = SENTENCES[type(fact)](fact, told)
    if getattr(fact, "perhaps", False):
        return format_html(_("{sentence} Perhaps: a date is not certain."), sentence=sentence)
    return sentence


def nth(number: int) -> str:
    return str(ORDINALS[number - 1]) if number <= len(ORDINALS) else ordinal(number)


def page(pk: int, told: Told) -> SafeString:
    """A link, or nothing where the page went while this was worked out."""
    return linked(told.named[pk].page) if pk in told.named else SafeString("…")


def listed(items: Iterable[SafeString]) -> SafeString:
    """ "A, B and C"."""
    *most, last = items
    if not most:
        return last
    return format_html(_("{} and {}"), format_html_join(", ", "{}", ((item,) for item in most)), last)


# --- One function for each fact --------------------------------------------------------------------------------------


def reunion(fact: Reunion, told: Told) -> SafeString:
    text = _("Reunites director {one} and {other}.") if fact.how == DIRECTED else _("Reunites {one} and {other}.")
    return format_html(text, one=page(fact.one, told), other=page(fact.other, told))


def how_often(fact: Reunion) -> str:
    text = _("Their {nth} title together known here.") if fact.exact else _("At least their {nth} title together.")
    return text.format(nth=nth(fact.nth))


def feature(fact: Feature, told: Told) -> SafeString:
    sentence = format_html(
        feature_text(fact), work=page(fact.work, told), nth=nth(fact.nth), person=page(fact.person, told)
    )
    if fact.nth == 1 or not fact.debut or fact.how != DIRECTING:  # an actor's debut may be no feature: see `debut`
        return sentence
    return format_html(
        _("{sentence} The debut, as far as known here, was {debut}."), sentence=sentence, debut=page(fact.debut, told)
    )


def feature_text(fact: Feature) -> str:
    if fact.how == DIRECTING:
        if fact.exact:
            return _("{work} is the {nth} feature known here that {person} directed.")
        return _("{work} is at least the {nth} feature that {person} directed.")
    if fact.exact:
        return _("{work} is the {nth} feature known here that {person} acted in.")
    return _("{work} is at least the {nth} feature that {person} acted in.")


def debut(fact: Debut, told: Told) -> SafeString:
    when, who, what = year_said(told.works[fact.work]), page(fact.person, told), page(fact.work, told)
    return format_html(
        _("The first part of {person} known here was in {work}, {year}."), person=who, work=what, year=when
    )


def first_main(fact: FirstMain, told: Told) -> SafeString:
    return format_html(
        _("{work} has the first main part of {person} known here since the debut in {year}, {debut}."),
        work=page(fact.work, told),
        person=page(fact.person, told),
        year=year_said(told.works[fact.debut]),
        debut=page(fact.debut, told),
    )


def cameos(fact: Cameos, told: Told) -> SafeString:
    text = ngettext(
        "{person} had one cameo known here before {work}.",
        "{person} had {count} cameos known here before {work}.",
        fact.count,
    )
    return format_html(text, count=fact.count, person=page(fact.person, told), work=page(fact.work, told))


def known_for(fact: KnownFor, told: Told) -> SafeString:
    return conditional_escape(_("Known for:"))


def same_day(fact: SameDay, link: Link) -> SafeString:
    where, date = listed(place(row, link) for row in fact.proof), partial_date(fact.date)
    if fact.differ:
        text = _("{places} on the same day, {date}, perhaps: sources differ.")
    elif fact.perhaps:
        text = _("{places} on the same day, {date}, perhaps: a date is not certain.")
    else:
        text = _("{places} on the same day, {date}.")
    return format_html(text, places=where, date=date)


def place(row: dict[str, Any], link: Link) -> SafeString:
    """Where a release was, and of what kind: two of them may have the place in common."""
    kind = label(row["kind"], "film.releases.kind")
    where = row["event"] or row["platform"]
    return (
        format_html(_("{place} ({kind})"), place=link("person", where), kind=kind)
        if where
        else conditional_escape(kind)
    )


def status(fact: Status, told: Told) -> SafeString:
    sentence = conditional_escape(status_text(fact))
    return format_html(_("{sentence} Sources differ on the day."), sentence=sentence) if fact.differ else sentence


def status_text(fact: Status) -> str:
    if fact.what == UPCOMING:
        return _("Not out yet: first release expected %(date)s.") % {"date": partial_date(fact.date)}
    if fact.what == TODAY:
        return _("Out today.")
    if fact.about:
        text = ngettext("First shown about one year ago.", "First shown about %(years)s years ago.", fact.years)
    else:
        text = ngettext("First shown one year ago.", "First shown %(years)s years ago.", fact.years)
    return text % {"years": fact.years}


def edge(fact: Edge, told: Told) -> SafeString:
    original = page(fact.original, told) if fact.original else missing(fact.title)
    return format_html(_("{film} is an adaptation of {original}."), film=page(fact.film, told), original=original)


def missing(title: str) -> SafeString:
    said_of_it = _("%(title)s (page not written yet)") % {"title": title}
    return format_html(
        '<a class="missing" href="{}" title="{}">{}</a>', new_address("film", title), said_of_it, in_script(title)
    )


def characters(fact: Characters, told: Told) -> SafeString:
    text = (
        _("Characters of {film} known here, among others: {characters}.")
        if fact.more
        else _("Characters of {film} known here: {characters}.")
    )
    return format_html(text, film=page(fact.film, told), characters=listed(page(pk, told) for pk in fact.pages))


def counterparts(fact: Counterparts, told: Told) -> SafeString:
    pages = {name: page(getattr(fact, name), told) for name in fact._fields}
    return format_html(_("{one} in {film} and {other} in {original} go by the same name."), **pages)


SENTENCES: dict[type, Callable[[Any, Told], SafeString]] = {
    Reunion: reunion,
    Feature: feature,
    Debut: debut,
    FirstMain: first_main,
    Cameos: cameos,
    KnownFor: known_for,
    Characters: characters,
    Status: status,
    Edge: edge,
    Counterparts: counterparts,
}


# --- What proves it ---------------------------------------------------------------------------------------------------


def proof(fact: Any, told: Told) -> SafeString:
    """The credits by film: "The Call (2020): Lee Chung-hyun, Director; Jeon Jong-seo, Main"; or the dates.

    "" where the sentence has it all. A person's own page does not name them again.
    """
    if isinstance(fact, SameDay | Status):
        rows = [dated(row) for row in fact.proof] if isinstance(fact, SameDay) else [partial_date(fact.date)]
        return format_html('<a href="#releases">{}</a>', " · ".join(rows))
    parts = proof_parts(fact)
    films = [proof_of(film, list(rows), told) for film, rows in groupby(parts, key=lambda part: part.work)]
    if more := whole(fact) - len(films):
        films.append(conditional_escape(ngettext("and one more film", "and {n} more films", more).format(n=more)))
    return format_html_join(" · ", "{}", ((film,) for film in films))


def whole(fact: Any) -> int:
    """How many films prove it; the first few are shown."""
    counted = fact.films if isinstance(fact, Reunion) else fact.nth if isinstance(fact, Feature) else 0
    return counted or (fact.count if isinstance(fact, Cameos) else len({part.work for part in proof_parts(fact)}))


def proof_parts(fact: Any) -> list[Part]:
    return [part for part in getattr(fact, "proof", ()) if isinstance(part, Part)]


def dated(row: dict[str, Any]) -> str:
    said_of_it = {"kind": label(row["kind"], "film.releases.kind"), "date": partial_date(row["date"])}
    return (_("%(kind)s: %(date)s, disputed") if row["disputed"] else _("%(kind)s: %(date)s")) % said_of_it


def proof_of(film: int, rows: list[Part], told: Told) -> SafeString:
    said_of_rows = format_html_join("; ", "{}", ((credit(part, told),) for part in rows))
    return format_html("{} ({}): {}", page(film, told), year_said(told.works[film]), said_of_rows)


def credit(part: Part, told: Told) -> SafeString:
    if part.what != "cast":
        what = in_script(part.text)
    elif part.text:
        what = conditional_escape(label(part.text, "film.cast.role_type"))
    else:
        what = conditional_escape(_("size of the part not recorded"))
    if part.person == told.here:
        return what
    return format_html("{}, {}", page(part.person, told), what)


def year_said(film: Work) -> str:
    if not film.first:
        return _("year not recorded")
    if film.about:
        return _("about %(date)s") % {"date": year(film)}
    if film.first // 10000 != film.last // 10000:
        return _("%(year)s, sources differ") % {"year": year(film)}
    return str(year(film)) if not film.disputed else _("%(year)s, day disputed") % {"year": year(film)}
