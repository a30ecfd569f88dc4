"""The overview, the list of each check, and the small jobs of the front page."""

from datetime import date

import pytest

from fanwiki.pages import editing, findings, maintenance
from fanwiki.pages.models import Finding
from films.seed import seed_ballerina

from .test_save import change

pytestmark = pytest.mark.django_db


def text(browser, address, status=200):
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_overview_counts_each_list_contradictions_first(make_film, client):
    make_film("Ballerina", releases=[{"date": "2023-10-05", "kind": "web", "disputed": True}])
    make_film("The Call")
    page = text(client, "/maintenance/")
    for word in ("Contradictions", "One release, two dates", "Films without a date", "Orphaned pages"):
        assert word in page
    assert page.index("Contradictions") < page.index("Facts that are missing") < page.index("Wanted pages")
    assert maintenance.counts()["films-without-director"] == 2
    assert maintenance.counts()["dates-that-differ"] == 1
    assert 'href="/maintenance/films-without-date/"' in page


def test_an_empty_wiki_has_a_tidy_garden(client):
    assert text(client, "/maintenance/").count("The garden is tidy") == len(findings.Group)
    assert "Nothing here." in text(client, "/maintenance/orphans/")


@pytest.mark.parametrize("name", sorted(findings.checks))
def test_every_check_has_a_list_of_its_own(name, client):
    page = text(client, f"/maintenance/{name}/")
    assert str(findings.checks[name].label) in page


def test_a_list_shows_the_rows_as_proof_and_leads_to_where_they_are_edited(make_film, client):
    rows = [{"date": "2023-10-05", "note": "So says 위키."}, {"date": "2023-10-06"}]
    make_film("Ballerina", releases=[row | {"kind": "web", "country": "KR", "disputed": True} for row in rows])
    page = text(client, "/maintenance/dates-that-differ/")
    for word in ("Ballerina", "5 October 2023", "6 October 2023", "South Korea", "disputed", 'lang="ko">위키</span>'):
        assert word in page
    assert 'href="/films/ballerina-2023/edit/?part=releases#part"' in page


def test_the_other_page_of_a_contradiction_is_shown_with_its_dates(make_film, make_person, client):
    make_person("Kim Ji-hoon", born="1990")
    make_film("Old Film", year=1980, cast=[{"person": "Kim Ji-hoon"}])
    page = text(client, "/maintenance/films-outside-a-life/")
    for word in ("Old Film", "1980", 'href="/people/kim-ji-hoon/"', "Born: 1990", "part=cast#part"):
        assert word in page


def test_an_earlier_credit_is_shown_by_its_film(make_film, make_person, client):
    make_person("Lee Chung-hyun")
    job = {"person": "Lee Chung-hyun", "department": "directing", "job": "Director"}
    make_film("The Call", year=2020, crew=[job | {"note": "His debut, according to the press."}])
    make_film("Bargain", year=2015, format="short", crew=[job])
    page = text(client, "/maintenance/firsts-that-came-second/")
    for word in ("The Call", "His debut", "Earlier credit", 'href="/films/bargain-2015/"', "2015"):
        assert word in page


def test_the_three_true_cases_of_the_ballerina_entry_come_up(client):
    seed_ballerina()
    busan = text(client, "/maintenance/dates-that-differ/")
    assert "Ballerina" in busan and "5 October 2023" in busan and "6 October 2023" in busan
    sizes = text(client, "/maintenance/parts-of-two-sizes/")
    assert "My First First Love" in sizes and "closer to a supporting one" in sizes and "Cameo" in sizes
    claims = text(client, "/maintenance/claims-of-a-first/")
    assert "The Call" in claims and "Named in the press article as his debut" in claims
    assert "Park Yu-rim" in claims and "First main role" in claims


def test_a_list_goes_on_by_key(make_film, client):
    for n in range(maintenance.SHOWN + 3):
        make_film(f"Film {n:02}")
    seen, address = [], "/maintenance/films-without-date/"
    while address:
        listed = client.get(address).context["listed"]
        seen += [row.page.title for row in listed.rows]
        address = f"/maintenance/films-without-date/?after={listed.more}" if listed.more else ""
    assert seen == [f"Film {n:02}" for n in range(maintenance.SHOWN + 3)]


def test_what_was_put_right_is_gone_and_what_is_behind_the_end_is_said(make_film, editor, client):
    page = make_film("Ballerina")
    change(page, editor, year=2023)
    assert "Ballerina" not in text(client, "/maintenance/films-without-date/")
    assert "nothing further on" in text(client, "/maintenance/films-without-cast/?after=999999")


@pytest.mark.parametrize("address", ["nonsense", "ORPHANS", "films-without-date-", "a" * 300])
def test_a_list_that_is_not_there_is_404(address, client):
    assert client.get(f"/maintenance/{address}/").status_code == 404


@pytest.mark.parametrize("after", ["x", "-1", "%00", "9" * 40, "1" * 18, "", "²"])
def test_nonsense_in_the_address_of_a_list_is_no_error(after, make_film, client):
    make_film()
    text(client, f"/maintenance/films-without-date/?after={after}")


def test_nothing_is_told_of_a_deleted_page(make_film, moderator, client):
    page = make_film("Secret Film", body="[[Nobody]]")
    editing.delete(page, by=moderator, summary="")
    for name in findings.checks:
        assert "Secret Film" not in text(client, f"/maintenance/{name}/")
    assert not any(maintenance.counts().values()) and maintenance.wanted() == 0


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("", 2),
        ("films-without-director/", 2),
        ("orphans/", 3),
        ("films-outside-a-life/", 2),
        ("firsts-that-came-second/", 3),
    ],
)
def test_reading_costs_the_same_for_one_and_for_fifty(
    address, queries, make_film, make_person, client, django_assert_num_queries
):
    credit = {"person": "Kim Ji-hoon", "note": "A debut."}
    make_person("Kim Ji-hoon", born="1990")
    make_film("Film", year=1950, cast=[credit])
    for rest in (range(1), range(1, 52)):
        for n in rest:
            make_film(f"Film {n}", year=1960 + n // 10, cast=[credit])
        with django_assert_num_queries(queries):
            client.get(f"/maintenance/{address}")


def test_a_count_is_bounded(make_film, client, monkeypatch):
    monkeypatch.setattr(maintenance, "MOST", 2)
    for n in range(4):
        make_film(f"Film {n}")
    assert maintenance.counts()["films-without-date"] == 3
    assert "over 2" in text(client, "/maintenance/") and "over 2 to look at" in text(
        client, "/maintenance/films-without-date/"
    )


def test_the_lists_are_reached_from_the_foot_of_every_page(make_film, client):
    make_film()
    assert 'href="/maintenance/"' in text(client, "/films/ballerina/").partition("<footer")[2]


# --- Five-minute jobs -------------------------------------------------------------------------------------------------


def test_a_job_is_a_question_that_leads_to_its_field(make_person, client):
    make_person("Jeon", description="An actress.", countries=["KR"], names=[{"text": "전", "lang": "ko"}])
    make_person("B", description="Another.", countries=["KR"], born="1990", names=[{"text": "비", "lang": "ko"}])
    (job,) = maintenance.jobs(3)
    assert job.address == "/people/jeon/edit/?part=born"
    page = text(client, "/maintenance/people-without-birth-date/")
    assert 'href="/people/jeon/edit/?part=born"' in page


def test_home_draws_the_jobs_of_the_day(make_film, client):
    make_film("100% 콜 & Co", description="A film.")
    page = text(client, "/")
    assert '<b>100% <span lang="ko">콜</span> &amp; Co</b>' in page.partition("Five-minute jobs")[2]
    assert "edit/?part=" in page.partition("Five-minute jobs")[2]


def test_home_says_when_nothing_is_waiting(make_article, make_film, client):
    Finding.objects.all().delete()
    make_article("About", description="What this is.")
    assert maintenance.jobs(3) == []
    assert client.get("/").status_code == 200


def test_jobs_are_varied_and_turn_daily(make_film, make_person, django_assert_max_num_queries):
    for n in range(20):
        make_film(f"Film {n}")
        make_person(f"Person {n}")
    days = [date(2026, 11, day) for day in range(1, 11)]
    with django_assert_max_num_queries(3):
        today = maintenance.jobs(3, days[0])
    assert today == maintenance.jobs(3, days[0])
    assert len({job.check for job in today}) == len({job.page for job in today}) == 3
    assert len({tuple(job.address for job in maintenance.jobs(3, day)) for day in days}) > 5
