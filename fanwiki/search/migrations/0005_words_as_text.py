"""PostgreSQL keeps the words of a page as a text, half as long as the same with a number for each place.

The pages are read anew when all migrations are done.
"""

from django.db import migrations

from fanwiki.search.engines import postgresql


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in ("TRUNCATE search_entry", "ALTER TABLE search_entry DROP COLUMN IF EXISTS words", *postgresql.CREATE):
            schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in postgresql.DROP:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_popular_keys"),
    ]

    operations = [
        migrations.RunPython(create, drop),
    ]
