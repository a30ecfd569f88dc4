"""The index of words, in whichever way the database keeps one."""

import django.db.models.deletion
from django.db import migrations, models

from fanwiki.search.engines import sqlite


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(sqlite.CREATE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(sqlite.DROP)


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
