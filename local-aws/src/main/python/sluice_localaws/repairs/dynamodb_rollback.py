"""DynamoDB: a transaction costs what its items cost, not what the table holds.

Moto copies every table deeply before a transaction, to put it back if the transaction fails: with some thousand items
that takes seconds. Here only the items that the transaction names are copied. What is kept is what AWS promises: all
or nothing.
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
    def with_cheap_snapshots(self, transact_items):
        with _deepcopy_of_tables(lambda table: _snapshot(table, transact_items)):
            return transact_write_items(self, transact_items)

    backend.transact_write_items = with_cheap_snapshots


@contextlib.contextmanager
def _deepcopy_of_tables(snapshot):
    """Exchanges what that module calls copy.deepcopy; the lock around DynamoDB keeps others out meanwhile."""
    real = models.copy

    class Copies:
        copy = staticmethod(real.copy)

        @staticmethod
        def deepcopy(value):
            return snapshot(value) if isinstance(value, models.Table) else real.deepcopy(value)

    models.copy = Copies
    try:
        yield
    finally:
        models.copy = real


def _snapshot(table, transact_items):
    kept = copy.copy(table)
    kept.items = copy.copy(table.items)
    for hash_key, item in table.items.items():
        if isinstance(item, dict):
            kept.items[hash_key] = dict(item)
    for item in transact_items:
        for operation in item.values():
            _keep(kept, operation)
    return kept


def _keep(kept, operation):
    named = operation.get("Key") or operation.get("Item")
    if operation.get("TableName") != kept.name or kept.hash_key_attr not in named:
        return
    hash_key = DynamoType(named[kept.hash_key_attr])
    if kept.range_key_attr is None:
        if hash_key in kept.items:
            kept.items[hash_key] = copy.deepcopy(kept.items[hash_key])
    elif kept.range_key_attr in named and hash_key in kept.items:
        items, range_key = kept.items[hash_key], DynamoType(named[kept.range_key_attr])
        if range_key in items:
            items[range_key] = copy.deepcopy(items[range_key])
