from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tyndau.portal.people import append_only

TABLE = "people_staffact"


def guard(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    append_only.guard(editor, TABLE)


def free(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    append_only.free(editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_roles_and_acts")]

    operations = [migrations.RunPython(guard, free)]
