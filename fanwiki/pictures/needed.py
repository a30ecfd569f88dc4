"""Which files the history of pages needs."""

from fanwiki.pages.models import Revision

KIND = "picture"
FIELD = "file"
CHUNK = 200


def needed() -> set[str]:
    """The digests that any revision of a picture's page ever named, hidden and deleted pages included."""
    revisions = Revision.objects.filter(page__kind=KIND).exclude(packed=b"").select_related("keyframe")
    digests = {revision.document.get(FIELD) for revision in revisions.order_by("pk").iterator(CHUNK)}
    return digests - {None, ""}
