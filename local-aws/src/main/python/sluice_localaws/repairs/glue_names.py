"""Glue: names of databases and tables are folded to lower case, when stored and when asked for.

https://docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html (Name)
https://docs.aws.amazon.com/glue/latest/webapi/API_DatabaseInput.html (Name)
"""

import functools

from moto.glue.models import GlueBackend

# How many of the first arguments are names.
NAMES_FIRST = {
    "create_database": 1,
    "get_database": 1,
    "update_database": 1,
    "delete_database": 1,
    "create_table": 2,
    "get_table": 2,
    "update_table": 2,
    "delete_table": 2,
}


def install():
    for name, names in NAMES_FIRST.items():
        setattr(GlueBackend, name, _folded(getattr(GlueBackend, name), names))


def _folded(method, names):
    @functools.wraps(method)
    def folded(self, *args):
        return method(self, *(a.lower() for a in args[:names]), *map(_input, args[names:]))

    return folded


def _input(value):
    """A TableInput or DatabaseInput has its name inside, too."""
    if isinstance(value, dict) and "Name" in value:
        return {**value, "Name": value["Name"].lower()}
    return value
