"""The keys of each page, written with it."""

from collections.abc import Collection, Iterator

from fanwiki.pages.documents import Document
from fanwiki.pages.followers import doors, ears, followers
from fanwiki.pages.inserting import insert_values
from fanwiki.pages.kinds import registry
from fanwiki.pages.models import Page, Title
from fanwiki.text import keys, names

from .finding import behind
from .listening import alike
from .models import FORMER, TITLE, NameKey, stored

CALLED_LIKE_PEOPLE = ("person", "character")
COLUMNS = ("page_id", "key", "place")


def called(document: Document) -> list[keys.Called]:
    """All that the document calls its page; search hints last, so that they never stand for a name that is shown."""
    rows = list(enumerate(document["names"], 1))
    rows.sort(key=lambda row: row[1]["kind"] == "search_hint")
    title = keys.Called(document["title"], TITLE)
    return [title, *(keys.Called(row["text"], place, row["lang"]) for place, row in rows)]


def keys_of(document: Document, former: Collection[str] = ()) -> dict[str, int]:
    """The place of each key of the page."""
    named = [*called(document), *(keys.Called(title, FORMER) for title in former)]
    made = keys.of_page(named, person=document["kind"] in CALLED_LIKE_PEOPLE)
    hidden = not registry[document["kind"]].is_shown
    return {stored(key, hidden): place for key, place in made.items()} if hidden else made


def former_titles(page: Page, document: Document) -> list[str]:
    own = names.fold(document["title"])
    return list(Title.objects.filter(owner=page).exclude(key=own).order_by("pk").values_list("printed", flat=True))


def named_alike(document: Document, before: Document | None) -> bool:
    return before is not None and all(document[name] == before[name] for name in ("title", "names"))


class NameKeys:
    """The table of keys as a follower of the engine."""

    def write(self, page: Page, document: Document, before: Document | None, *, new: bool) -> None:
        if named_alike(document, before):
            return
        wanted = keys_of(document, () if new else former_titles(page, document))
        if not new:
            wanted = self.keep(page, wanted)
        insert_values(NameKey, COLUMNS, [(page.pk, key, place) for key, place in wanted.items()])

    def keep(self, page: Page, wanted: dict[str, int]) -> dict[str, int]:
        """Takes away what is not wanted any more, and gives what is missing."""
        stored = list(NameKey.objects.filter(page=page).values_list("pk", "key", "place"))
        gone = [pk for pk, key, place in stored if wanted.get(key) != place]
        if gone:
            NameKey.objects.filter(pk__in=gone).delete()
        there = {key for _pk, key, place in stored if wanted.get(key) == place}
        return {key: place for key, place in wanted.items() if key not in there}

    def led(self, pages: Collection[int]) -> None:
        """Another page may have taken a title over that one of these had before."""
        had = NameKey.objects.filter(page__in=pages, place=FORMER).values_list("page", flat=True)
        for page in Page.objects.live().with_head().filter(pk__in=set(had)):
            if page.head:
                self.write(page, page.head.document, None, new=False)

    def withdraw(self, page: Page) -> None:
        NameKey.objects.filter(page=page).delete()

    def drift(self, page: Page, document: Document | None) -> Iterator[str]:
        wanted = keys_of(document, former_titles(page, document)) if document else {}
        stored = NameKey.objects.filter(page=page).values_list("key", "place")
        if sorted(stored) != sorted(wanted.items()):
            yield "the keys that it is found under differ from its names"


followers.append(NameKeys())
doors.append(behind)
ears.append(alike)
