"""Words of names are among those in focus, and PostgreSQL keeps all words out of its rows.

The pages are read anew when all migrations are done.
"""

from django.db import migrations

from fanwiki.search.engines import engine, postgresql


def clear(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in ("TRUNCATE search_entry", *postgresql.DROP, *postgresql.CREATE):
            schema_editor.execute(statement, params=None)
    else:
        engine().clear()


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0006_fewer_indexes"),
    ]

    operations = [
        migrations.RunPython(clear, migrations.RunPython.noop),
    ]
