"""What kind of change a saved document is, told from the documents themselves: tags that nobody has to set."""

from collections import Counter

from .documents import Document
from .models import Page, Revision
from .prepared import Prepared

LOOKED_BACK = 15  # revisions; a page that returns to what it was further back is no revert of one person by another
WORTH_REPLACING = 500  # characters; of a shorter text one sentence may rightly replace it all
KEPT = 0.1
SAME_BEFORE = Prepared(
    lambda page, numbers, digest: (
        Revision.objects.filter(page=page[0], number__lt=numbers[0], number__gte=numbers[1], digest=digest[0])
        .order_by("-number")
        .values_list("number")[:1]
    )
)


def noticed(before: Document, document: Document) -> list[str]:
    """ "blanked" where all text went, "replaced" where less than a tenth of it stayed."""
    old, new = before["body"].strip(), document["body"].strip()
    if not old or old == new:
        return []
    if not new:
        return ["blanked"]
    return ["replaced"] if len(old) >= WORTH_REPLACING and kept(old, new) < KEPT else []


def kept(old: str, new: str) -> float:
    """How much of the old words is among the new ones, wherever they stand."""
    before, after = Counter(old.split()), Counter(new.split())
    length = sum(len(word) * count for word, count in before.items())
    return sum(len(word) * count for word, count in (before & after).items()) / length


def reverts_to(page: Page, head: Revision, digest: str) -> int | None:
    """The newest of the last few revisions that said the very same: saving it again reverted what came after it."""
    for (number,) in SAME_BEFORE([page.pk], [head.number, head.number - LOOKED_BACK], [digest]):
        return int(number)
    return None
