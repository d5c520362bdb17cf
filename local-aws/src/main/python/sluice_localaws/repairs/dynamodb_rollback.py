"""DynamoDB: a transaction costs what its items cost, not what the table holds.

Moto copies the whole table deeply for each item of a transaction, to put it back if the transaction fails: with some
thousand items that takes seconds. Here the items that the transaction names are kept, and put back. AWS's promise
stays: all or nothing.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
"""

import contextlib
import copy
import functools

from moto.dynamodb import models
from moto.dynamodb.models.dynamo_type import DynamoType


def install():
    backend = models.DynamoDBBackend
    transact_write_items = backend.transact_write_items

    @functools.wraps(transact_write_items)
    def with_cheap_rollback(self, transact_items):
        before = list(filter(None, (_kept(self.tables, item) for item in transact_items)))
        with _tables_are_not_copied():
            try:
                return transact_write_items(self, transact_items)
            except Exception:
                for items, key, item in before:
                    if item is None:
                        items.pop(key, None)
                    else:
                        items[key] = item
                raise

    backend.transact_write_items = with_cheap_rollback


@contextlib.contextmanager
def _tables_are_not_copied():
    """Exchanges what that module calls copy.deepcopy; the lock around DynamoDB keeps others out meanwhile."""
    real = models.copy

    class Copies:
        copy = staticmethod(real.copy)

        @staticmethod
        def deepcopy(value):
            return value if isinstance(value, models.Table) else real.deepcopy(value)

    models.copy = Copies
    try:
        yield
    finally:
        models.copy = real


def _kept(tables, transact_item):
    """Where an item of a transaction is, under which key, and a copy of it, None if it is not there."""
    operation = next(iter(transact_item.values()))
    table = tables.get(operation.get("TableName"))
    named = operation.get("Key") or operation.get("Item") or {}
    if table is None or table.hash_key_attr not in named:
        return None
    items, key = table.items, DynamoType(named[table.hash_key_attr])
    if table.range_key_attr is not None:
        if table.range_key_attr not in named:
            return None
        # Makes an empty entry where there is none, as a refused PutItem does.
        items, key = items[key], DynamoType(named[table.range_key_attr])
    return items, key, copy.deepcopy(items.get(key))
