"""The index of words, in whichever way the database keeps one."""

import django.db.models.deletion
from django.db import migrations, models

from fanwiki.search.engines import postgresql, sqlite


def create(apps, schema_editor):
    for statement in postgresql.CREATE if schema_editor.connection.vendor == "postgresql" else [sqlite.CREATE]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in postgresql.DROP if schema_editor.connection.vendor == "postgresql" else [sqlite.DROP]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="pages.page",
                    ),
                ),
                ("number", models.BigIntegerField(unique=True)),
                ("digest", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(create, drop),
    ]
