"""Many editors at once, on a real database in real transactions: nothing that was acknowledged is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from conftest import make_page, make_user
from fanwiki.pages import batches, editing, facets, kinds, upkeep
from fanwiki.pages.models import Finding, Listed, Page, Revision
from fanwiki.pages.refusals import Conflict, Moved

pytestmark = pytest.mark.django_db(transaction=True)
EDITORS = 20


def at_once(work):
    """What `work(n)` gave or raised, for n editors who begin at the same moment."""
    start = Barrier(EDITORS)

    def one(n):
        try:
            start.wait()
            return work(n)
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(EDITORS) as pool:
        return list(pool.map(one, range(EDITORS)))


def publish(page, base, **fields):
    document = base.document | fields
    return editing.save(Page.objects.get(pk=page.pk), document, base=base.number, by=None, summary="At once")


def assert_sound(page, revisions):
    numbers = list(page.revisions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, revisions + 1))
    assert list(upkeep.verify()) == []


def test_twenty_editors_of_different_rows_and_paragraphs_all_get_in():
    body = "\n\n".join(f"Paragraph {n}." for n in range(EDITORS))
    cast = [{"id": f"r{n}", "person": f"Person {n}"} for n in range(EDITORS)]
    page = make_page("film", "Ballerina", body=body, cast=cast)
    base = page.head

    def edit(n):
        mine = [row | {"note": f"note {n}"} if row["id"] == f"r{n}" else row for row in base.document["cast"]]
        return publish(page, base, cast=mine, body=body.replace(f"Paragraph {n}.", f"Paragraph {n}, edited."))

    saved = at_once(edit)
    assert not [revision for revision in saved if isinstance(revision, Exception)]
    document = Page.objects.with_head().get().head.document
    assert [row["note"] for row in document["cast"]] == [f"note {n}" for n in range(EDITORS)]
    assert document["body"].count("edited") == EDITORS
    assert_sound(page, EDITORS + 1)


def test_of_twenty_editors_of_one_field_all_but_one_see_both_values():
    page = make_page("film", "Ballerina")
    base = page.head
    saved = at_once(lambda n: publish(page, base, runtime=n + 1))
    assert sum(isinstance(outcome, Conflict) for outcome in saved) == EDITORS - 1
    winner = next(outcome for outcome in saved if not isinstance(outcome, Conflict))
    for refusal in (outcome for outcome in saved if isinstance(outcome, Conflict)):
        assert (refusal.clashes[0].path, refusal.clashes[0].theirs) == ("runtime", winner.document["runtime"])
    assert_sound(page, 2)


@pytest.mark.parametrize("mentioned", [False, True])
def test_of_twenty_who_begin_the_same_page_one_does(mentioned):
    blank = kinds.registry["film"].blank()
    if mentioned:
        make_page("person", "Jeon Jong-seo", body="[[film:Ballerina]]")
    saved = at_once(
        lambda n: editing.save(None, blank | {"title": "Ballerina", "runtime": n + 1}, base=0, by=None, summary="")
    )
    assert sum(not isinstance(outcome, Exception) for outcome in saved) == 1
    assert_sound(Page.objects.get(kind="film"), 1)


def test_pages_that_mention_the_same_new_titles_do_not_wait_for_each_other_in_a_ring():
    blank = kinds.registry["film"].blank()
    people = [{"person": f"Person {n}"} for n in range(15)]

    def begin(n):
        cast = people[n % 15 :] + people[: n % 15]
        return editing.save(None, blank | {"title": f"Film {n}", "cast": cast}, base=0, by=None, summary="")

    assert not [outcome for outcome in at_once(begin) if isinstance(outcome, Exception)]
    assert list(upkeep.verify()) == []


def test_new_pages_that_name_each_other_are_all_begun():
    blank = kinds.registry["film"].blank()

    def begin(n):
        document = blank | {"title": f"Film {n}", "body": f"[[film:Film {n ^ 1}]] [[film:Film {(n + 7) % EDITORS}]]"}
        return editing.save(None, document, base=0, by=None, summary="")

    assert not [outcome for outcome in at_once(begin) if isinstance(outcome, Exception)]
    assert list(upkeep.verify()) == []


def test_of_new_pages_that_want_one_address_each_gets_its_own_or_is_told_to_try_again():
    blank, long = kinds.registry["film"].blank(), "a very long title " * 6  # an address has 80 letters of it

    def begin(n):
        return editing.save(None, blank | {"title": f"{long}{n}"}, base=0, by=None, summary="")

    refused = [outcome for outcome in at_once(begin) if isinstance(outcome, Exception)]
    assert all(isinstance(outcome, Moved) for outcome in refused)
    slugs = list(Page.objects.values_list("slug", flat=True))
    assert len(set(slugs)) == len(slugs) == EDITORS - len(refused) > 1
    assert list(upkeep.verify()) == []


def test_editing_and_deleting_at_once_happen_one_after_the_other():
    page = make_page("film", "Ballerina")
    moderator = make_user("dal", is_moderator=True)
    base = page.head

    def act(n):
        if n == 7:
            return editing.delete(page, by=moderator, summary="Gone")
        return publish(page, base, tags=[f"tag{n}"])

    saved = at_once(act)
    revisions = [outcome for outcome in saved if not isinstance(outcome, Exception)]
    page.refresh_from_db()
    assert page.deleted
    assert_sound(page, len(revisions) + 1)


def test_of_all_who_rename_one_page_at_once_one_does_and_the_others_are_told():
    page = make_page("film", "The Telephone")
    moderator = make_user("dal", is_moderator=True)
    done = at_once(lambda n: editing.rename(page, f"Call {n}", was="The Telephone", by=moderator, summary=""))
    assert sum(not isinstance(outcome, Exception) for outcome in done) == 1
    assert all(isinstance(outcome, Moved | Revision) for outcome in done)
    assert_sound(page, 2)


def test_of_all_pages_that_are_given_one_title_at_once_one_gets_it():
    pages = [make_page("film", f"Film {n}", body="[[The Call]]") for n in range(EDITORS)]
    done = at_once(lambda n: editing.rename(pages[n], "The Call", was=f"Film {n}", by=None, summary=""))
    assert sum(not isinstance(outcome, Exception) for outcome in done) == 1
    assert Page.objects.filter(title="The Call").count() == 1
    assert list(upkeep.verify()) == []


def test_undoing_renaming_and_editing_at_once_happen_one_after_the_other():
    page = make_page("film", "Ballerina", runtime=90)
    publish(page, page.head, runtime=91)
    base = Page.objects.get().head

    def act(n):
        if n == 3:
            return editing.rename(page, "The Call", was="Ballerina", by=None, summary="")
        if n == 7:
            return editing.undo(page, 2, 2, base=2, by=None, summary="")
        return publish(page, base, tags=[f"tag{n}"])

    done = [outcome for outcome in at_once(act) if not isinstance(outcome, Exception)]
    assert len(done) >= EDITORS - 1  # of those who saw the page before, only who undoes has to look again
    assert_sound(page, len(done) + 2)


def test_a_batch_that_two_take_back_at_once_is_taken_back_once():
    moderator, vandal = make_user("dal", is_moderator=True), make_user("vandal")
    pages = [make_page("film", f"Film {n}", runtime=90) for n in range(5)]
    for page in pages:
        document = page.head.document | {"runtime": 666}
        editing.save(page, document, base=page.head.number, by=vandal, summary="")
    ever = timezone.now() - timedelta(days=1)
    at_once(lambda n: batches.take_user_back(vandal, ever, by=moderator, summary="") if n < 4 else None)
    for page in pages:
        page.refresh_from_db()
        assert page.head.document["runtime"] == 90
        assert_sound(page, 3)


def test_who_saves_both_sides_of_a_contradiction_at_once_is_found_with_it():
    half = EDITORS // 2
    people = [make_page("person", f"Person {n}") for n in range(half)]
    films = [make_page("film", f"Film {n}", year=1980) for n in range(half)]
    cast = [{"id": f"r{n}", "person": f"Person {n}"} for n in range(half)]

    def edit(n):
        page, fields = (people[n // 2], {"born": "1990"}) if n % 2 else (films[n // 2], {"cast": cast})
        return publish(page, page.head, **fields)

    saved = at_once(edit)
    assert not [revision for revision in saved if isinstance(revision, Exception)]
    assert Finding.objects.filter(name="films-outside-a-life").count() == half * half
    assert list(upkeep.verify()) == []


def test_who_credits_somebody_and_who_writes_their_page_at_once_know_of_each_other():
    """Nobody was named before: each may be the one that makes the title, and the other must not take it for unnamed."""
    departments = ("directing", "writing", "music", "camera", "editing")

    def begin(n):
        if n % 10 == 0:
            return make_page("person", f"Person {n}")
        crew = [{"person": f"Person {n - n % 10}", "department": departments[n % 5], "job": "Job"}]
        return make_page("film", f"Film {n}", crew=crew, cast=[{"person": f"Person {10 - n // 10 * 10}"}])

    at_once(begin)
    assert Page.objects.live().count() == EDITORS
    assert {len(facets.values(row.given)) for row in Listed.objects.filter(kind="person")} == {6}
    assert list(upkeep.verify()) == []
