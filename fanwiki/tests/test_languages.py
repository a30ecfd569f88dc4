"""A catalogue in `locale/` is a language of the site; without one, nothing varies."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from fanwiki import catalogues
from fanwiki.pages import languages
from fanwiki.pages.fields import country_code
from fanwiki.pages.templatetags import changes, pages
from fanwiki.text import markup, words

KOREAN = {
    "Recent changes": "최근 바뀜",
    "Log in": "들어가기",
    ("One edit.", "%(n)s edits."): ("고침 %(n)s번.",),
    ("in a text", "Source %(what)s"): '출처 "%(what)s"',
    ("in a text", "Show"): "<보기>",
    ("in a text", "Spoiler: %(what)s"): "%(what)s 미리니름",
}
KO = {"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.5"}
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Recent changes"\nmsgstr "최근 바뀜"\n'


def write(folder, name, contents=PO):
    catalogue = folder / name / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(contents, encoding="utf-8")
    return catalogue


# --- Catalogues ------------------------------------------------------------------------------------------------------


def test_a_catalogue_that_is_compiled_is_a_language_by_its_own_name(tmp_path):
    write(tmp_path, "ko"), write(tmp_path, "pt_BR")
    assert list(catalogues.languages(tmp_path)) == []
    assert catalogues.compile_all(tmp_path) == ["ko", "pt_BR"]
    assert list(catalogues.languages(tmp_path)) == [("ko", "한국어"), ("pt-br", "português (Brasil)")]


def test_only_what_changed_is_compiled_again(tmp_path):
    catalogue = write(tmp_path, "ko")
    assert catalogues.compile_all(tmp_path) == ["ko"]
    assert catalogues.compile_all(tmp_path) == []
    catalogue.write_text(PO.replace("바뀜", "변경"), encoding="utf-8")
    assert catalogues.compile_all(tmp_path) == ["ko"]


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="NO GETTEXT TOOLS HERE: install `gettext`")
def test_messages_collects_texts_begins_a_language_and_keeps_what_was_translated(tmp_path, monkeypatch, settings):
    monkeypatch.chdir(tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    (tmp_path / "page.html").write_text('{% load i18n %}{% translate "Recent changes" %}{% translate "Read" %}')
    (tmp_path / "code.py").write_text('from django.utils.translation import pgettext\npgettext("a verb", "Read")\n')
    write(tmp_path / "locale", "ko")
    call_command("messages", "es")
    template, korean, spanish = (
        (tmp_path / "locale" / path).read_text(encoding="utf-8")
        for path in ("django.pot", "ko/LC_MESSAGES/django.po", "es/LC_MESSAGES/django.po")
    )
    assert 'msgctxt "a verb"\nmsgid "Read"' in template
    assert 'msgid "Recent changes"\nmsgstr "최근 바뀜"' in korean and 'msgid "Read"' in korean
    assert 'msgid "Recent changes"\nmsgstr ""' in spanish
    assert [code for code, _name in catalogues.languages(tmp_path / "locale")] == ["es", "ko"]


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="NO GETTEXT TOOLS HERE: install `gettext`")
@pytest.mark.parametrize(("language", "plurals"), [("es", 2), ("ko", 1), ("mt", 4)])
def test_what_a_translator_writes_into_a_new_catalogue_is_read(language, plurals, tmp_path, monkeypatch, settings):
    monkeypatch.chdir(tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    (tmp_path / "page.html").write_text(
        '{% load i18n %}{% translate "Recent changes of a page" %}'
        "{% blocktranslate count n=n %}One page{% plural %}{{ n }} pages{% endblocktranslate %}"
    )
    call_command("messages", language)
    catalogue = tmp_path / "locale" / language / "LC_MESSAGES" / "django.po"
    begun = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(begun.replace('page"\nmsgstr ""', 'page"\nmsgstr "Página"'), encoding="utf-8")
    catalogues.compile_one(catalogue)
    settings.LANGUAGES = [("en", "English"), *catalogues.languages(tmp_path / "locale")]
    with translation.override(language):
        assert translation.gettext("Recent changes of a page") == "Página"
    assert begun.count("msgstr[") == plurals


def test_a_catalogue_with_the_header_of_another_tool_is_read(tmp_path, settings):
    """Django's own makemessages leaves the header fuzzy, and without plurals where it knows none."""
    header = PO.replace("charset=UTF-8\\n", "charset=UTF-8\\nPlural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n")
    write(tmp_path, "mt", f"#, fuzzy\n{header}")
    catalogues.compile_all(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("en", "English"), *catalogues.languages(tmp_path)]
    with translation.override("mt"):
        assert translation.gettext("Recent changes") == "최근 바뀜"


def test_messages_says_kindly_that_the_gettext_tools_are_missing(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CommandError, match="apt install gettext"):
        call_command("messages")


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="NO GETTEXT TOOLS HERE: install `gettext`")
def test_messages_refuses_what_is_no_language(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]
    with pytest.raises(CommandError, match="xx is no language"):
        call_command("messages", "xx")


# --- The site --------------------------------------------------------------------------------------------------------


def settings_beside(folder):
    """(languages, middleware) as settings say them in a process of its own, with the catalogues of this folder."""
    root = Path(settings.BASE_DIR)
    (folder / "fanwiki").mkdir()
    for name in ("__init__.py", "settings.py", "catalogues.py"):
        shutil.copy(root / "fanwiki" / name, folder / "fanwiki" / name)
    asked = "from fanwiki import settings as s; print(*(code for code, _ in s.LANGUAGES)); print(*s.MIDDLEWARE)"
    run = {"cwd": folder, "capture_output": True, "text": True, "env": {"PYTHONPATH": ""}}
    languages, middleware = subprocess.run([sys.executable, "-c", asked], check=True, **run).stdout.splitlines()
    return languages.split(), middleware.split()


def test_with_english_alone_nobody_looks_at_what_a_browser_prefers(tmp_path):
    known, middleware = settings_beside(tmp_path)
    assert known == ["en"]
    assert "django.middleware.locale.LocaleMiddleware" not in middleware


def test_with_a_catalogue_the_language_is_offered_and_looked_for(tmp_path):
    write(tmp_path / "locale", "ko")
    catalogues.compile_all(tmp_path / "locale")
    known, middleware = settings_beside(tmp_path)
    assert known == ["en", "ko"]
    where = middleware.index("django.middleware.locale.LocaleMiddleware")
    assert middleware[where - 1].endswith("SessionMiddleware") and middleware[where + 1].endswith("CommonMiddleware")


@pytest.mark.skipif(len(settings.LANGUAGES) > 1, reason="this site speaks more than English")
def test_with_english_alone_no_answer_varies(client, db):
    answer = client.get("/recent/", headers=KO)
    assert "Accept-Language" not in answer.get("Vary", "") and "Content-Language" not in answer
    assert 'lang="en"' in answer.content.decode()


def test_a_reader_sees_the_site_in_their_language_without_a_cookie(catalogue, make_film, editor):
    catalogue("ko", KOREAN)
    make_film(
        by=editor,
        body="A text.",
        countries=["KR"],
        original_language="ko",
        releases=[{"date": "2023-10-06", "kind": "web"}],
    )
    answer = Client().get("/films/ballerina-2023/", headers=KO)
    shown = answer.content.decode()
    assert '<html lang="ko"' in shown and "최근 바뀜" in shown and "들어가기" in shown
    assert '<div class="prose" lang="en"><p>A text.' in shown
    assert "대한민국" in shown and "한국어" in shown and "2023년 10월 6일" in shown
    assert "Accept-Language" in answer["Vary"] and not answer.cookies
    assert "고침 1번." in Client().get(f"/users/{editor.username}/", headers=KO).content.decode()


def test_who_reads_another_language_gets_english(catalogue, make_film):
    catalogue("ko", KOREAN)
    make_film()
    shown = Client().get("/films/ballerina/", headers={"Accept-Language": "fi"}).content.decode()
    assert '<html lang="en"' in shown and "Recent changes" in shown


def test_a_feed_is_kept_apart_by_language(catalogue, make_film):
    catalogue("ko", KOREAN)
    make_film()
    english, korean = Client().get("/recent/feed/"), Client().get("/recent/feed/", headers=KO)
    assert english["ETag"] != korean["ETag"] and "Accept-Language" in korean["Vary"]
    assert 'xml:lang="ko"' in korean.content.decode() and "최근 바뀜" in korean.content.decode()


# --- The words in a text ---------------------------------------------------------------------------------------------

TEXT = """Told[^asiae] and noted[^n] and guessed[^nowhere].

::: spoiler who <dies> "here"
She.
:::

::: spoiler
They.
:::

- [x] seen
- [ ] wanted

| a |
|---|
| b |

[^n]: Words.
"""


def drawn():
    text = markup.render(TEXT, ["asiae"], [])
    return words.in_language(text.lead + text.footnotes)


def test_english_words_are_those_that_are_stored():
    text = markup.render(TEXT, ["asiae"], [])
    for language in ("en", None):
        with translation.override(language):
            assert drawn() == text.lead + text.footnotes
    for word in [word for _place, word in words.PLACES]:
        assert str(word.said) == word.english


def test_every_word_of_the_renderer_is_said_in_the_readers_language(catalogue):
    """A renderer that writes a word which is not looked for, or otherwise than it is looked for, is found here."""
    known = {("in a text", word.english): f"→{word.english}" for _place, word in words.PLACES}
    catalogue("ko", known)
    plain = drawn()
    with translation.override("ko"):
        told = drawn()
    assert told.replace("→", "") == plain
    places = ("Source 1", "Note 1", "note 1", "no source “nowhere”", "Spoiler: who", "Spoiler<", "Show", "Hide", "Done")
    for place in (*places, "To do", "Table 1", "Back to mention a"):
        assert f"→{place}" in told and f"→{place}" not in plain, place


def test_a_translation_cannot_break_the_markup(catalogue):
    catalogue("ko", KOREAN)
    with translation.override("ko"):
        told = drawn()
    assert 'aria-label="출처 &quot;1&quot;"' in told
    assert "&lt;보기&gt;" in told
    assert '<summary><b>who &lt;dies&gt; "here" 미리니름</b>' in told


@pytest.mark.parametrize(
    "typed",
    [
        '`<summary><b>Spoiler</b>` aria-label="Source 1"',
        '[x aria-label="Source 1"](https://e.org "aria-label=\\"Source 1\\"")',
        "<b>Spoiler</b> **Spoiler** Show Hide Done",
        '<a aria-label="Source 1">no source “x”</a>',
    ],
)
def test_what_somebody_typed_is_left_alone(typed, catalogue):
    catalogue("ko", {("in a text", word.english): "→" for _place, word in words.PLACES})
    html = markup.render(typed, [], []).lead
    with translation.override("ko"):
        assert words.in_language(html) == html


# --- Values ----------------------------------------------------------------------------------------------------------


def test_dates_numbers_countries_and_languages_follow_the_reader():
    said = {}
    for language in ("en", "ko", "es"):
        with translation.override(language):
            month, tag = pages.partial_date("2023-10"), pages.language("ko-Latn")
            said[language] = pages.partial_date("2023-10-06"), month, changes.signed(-12345), pages.country("KR"), tag
    assert said["en"] == ("6 October 2023", "October 2023", "−12,345", "South Korea", "Korean (Latin)")
    assert said["ko"][0] == "2023년 10월 6일" and said["ko"][3:] == ("대한민국", "한국어 (로마자)")
    assert said["es"][0] == "6 de octubre de 2023" and said["es"][3] == "Corea del Sur"


def test_a_country_is_understood_in_english_and_in_the_editors_language():
    with translation.override("ko"):
        assert country_code("대한민국") == country_code("South Korea") == country_code("kr") == "KR"


@pytest.mark.parametrize(
    ("language", "text", "mark"),
    [
        ("en", "발레리나", "ko"),
        ("ko", "발레리나", ""),
        ("ko", "Ballerina", ""),
        ("ja", "東京", ""),
        ("ko", "東京", "zh"),
    ],
)
def test_a_run_is_marked_where_the_page_does_not_say_its_language(language, text, mark):
    with translation.override(language):
        assert pages.script_lang(text) == mark


@pytest.mark.parametrize(
    ("language", "tag", "mark"),
    [("en", "en-GB", ""), ("en", "ko", "ko"), ("ko", "ko", ""), ("ko", "en", "en"), ("ko", "ko-Latn", "ko-Latn")],
)
def test_a_language_is_said_unless_it_is_the_pages(language, tag, mark):
    with translation.override(language):
        assert pages.foreign(tag) == mark


def test_a_language_of_which_nothing_is_known_is_read_as_english():
    assert languages.locale_of("xx").language == "en"
