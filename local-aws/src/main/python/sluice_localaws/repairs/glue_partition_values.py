"""Glue: a partition has as many values as its table has partition keys.

A batch refuses only the partitions that are wrong.
https://docs.aws.amazon.com/glue/latest/webapi/API_PartitionInput.html (Values)
https://docs.aws.amazon.com/glue/latest/webapi/API_BatchCreatePartition.html (Errors)
"""

import functools

from moto.core.exceptions import JsonRESTError
from moto.glue.models import FakeTable, GlueBackend

CODE = "InvalidInputException"
MESSAGE = "The number of partition keys do not match the number of partition values"


def install():
    FakeTable.create_partition = _checked(FakeTable.create_partition)
    FakeTable.update_partition = _checked(FakeTable.update_partition)
    GlueBackend.batch_create_partition = _each_checked(
        GlueBackend.batch_create_partition, _created, "PartitionValues"
    )
    GlueBackend.batch_update_partition = _each_checked(
        GlueBackend.batch_update_partition, _updated, "PartitionValueList"
    )


def _created(partition_input):
    return partition_input, partition_input.get("Values", [])


def _updated(entry):
    return entry["PartitionInput"], entry["PartitionValueList"]


def _fits(table, partition_input):
    keys = table.get_version(str(table._current_version)).get("PartitionKeys") or []
    return len(partition_input.get("Values", [])) == len(keys)


def _checked(method):
    @functools.wraps(method)
    def checked(self, *args):
        if not _fits(self, args[-1]):
            raise JsonRESTError(CODE, MESSAGE)
        return method(self, *args)

    return checked


def _each_checked(method, parts, values_name):
    @functools.wraps(method)
    def checked(self, database_name, table_name, entries):
        table = self.get_table(database_name, table_name)
        fitting, errors = [], []
        for entry in entries:
            partition_input, values = parts(entry)
            if _fits(table, partition_input):
                fitting.append(entry)
            else:
                detail = {"ErrorCode": CODE, "ErrorMessage": MESSAGE}
                errors.append({values_name: values, "ErrorDetail": detail})
        return errors + method(self, database_name, table_name, fitting)

    return checked
