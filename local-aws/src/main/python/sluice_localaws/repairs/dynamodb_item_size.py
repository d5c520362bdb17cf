"""DynamoDB: an item holds at most 400 KB, names and values together.

Moto counts binary values in base64 and stops at 405,000 bytes, and lets an update leave an empty item. The sizes here:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
In a transaction the refusal is a reason of its cancellation:
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""

import copy
import functools
import threading

from moto.dynamodb.exceptions import ItemSizeToUpdateTooLarge, ItemSizeTooLarge
from moto.dynamodb.models import DynamoDBBackend, Table, dynamo_type
from moto.dynamodb.parsing.executors import UpdateExpressionExecutor

from sluice_localaws.item_size import item_size

LIMIT = 400 * 1024

_state = threading.local()


class ValidationError(Exception):
    """In a transaction: moto names a reason of the cancellation after the exception's class."""


def install():
    dynamo_type.LimitedSizeDict.__setitem__ = dict.__setitem__
    Table.put_item = _checked_put(Table.put_item)
    UpdateExpressionExecutor.execute = _checked_update(UpdateExpressionExecutor.execute)
    DynamoDBBackend.update_item = _without_empty_items(DynamoDBBackend.update_item)
    DynamoDBBackend.transact_write_items = _marked(DynamoDBBackend.transact_write_items)


def _checked_put(put_item):
    @functools.wraps(put_item)
    def checked(self, item_attrs, *args, **options):
        if item_size(item_attrs) > LIMIT:
            raise _reason(ItemSizeTooLarge())
        return put_item(self, item_attrs, *args, **options)

    return checked


def _checked_update(execute):
    @functools.wraps(execute)
    def checked(self, node=None):
        if node is not None:
            return execute(self, node)
        before = copy.deepcopy(self.item.attrs)
        execute(self)
        if item_size(self.item.to_json()["Attributes"]) > LIMIT:
            self.item.attrs = before
            raise ItemSizeTooLarge()

    return checked


def _without_empty_items(update_item):
    @functools.wraps(update_item)
    def cleaning(self, table_name, key, *args, **options):
        existed = self.get_item(table_name, key) is not None
        try:
            return update_item(self, table_name, key, *args, **options)
        except ItemSizeToUpdateTooLarge as refused:
            if not existed:
                self.delete_item(table_name, key)
            raise _reason(refused) from refused

    return cleaning


def _marked(transact_write_items):
    @functools.wraps(transact_write_items)
    def marked(self, transact_items):
        _state.in_transaction = True
        try:
            return transact_write_items(self, transact_items)
        finally:
            _state.in_transaction = False

    return marked


def _reason(refused):
    return ValidationError(refused.message) if getattr(_state, "in_transaction", False) else refused
