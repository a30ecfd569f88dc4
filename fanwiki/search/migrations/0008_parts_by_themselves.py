"""The part of the wiki is a condition by itself, which PostgreSQL answers in a third of the time."""

from django.db import migrations

from fanwiki.search.engines import postgresql


def replace(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(postgresql.PAGES, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0007_words_in_focus"),
    ]

    operations = [
        migrations.RunPython(replace, migrations.RunPython.noop),
    ]
