"""DynamoDB: 25 writes and 100 reads in a batch over all its tables, 16 MB of writes, 4 MB in a transaction.

What a list may hold is checked by request_models; here is what AWS's model of the service cannot say. A transaction is
counted by what its request carries: items to put, keys, values of expressions.
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""

from sluice_localaws.item_size import item_size
from sluice_localaws.seam import around, refusal

MB = 1024 * 1024


def install():
    @around("dynamodb", "BatchWriteItem")
    def writes(context, request, proceed):
        all_writes = [each for writes in request["RequestItems"].values() for each in writes]
        _at_most(25, len(all_writes), "BatchWriteItem")
        size = sum(item_size(each["PutRequest"]["Item"]) for each in all_writes if "PutRequest" in each)
        if size > 16 * MB:
            raise refusal("ValidationException", "Batch size exceeded the limit of 16 MB")
        return proceed()

    @around("dynamodb", "BatchGetItem")
    def reads(context, request, proceed):
        keys = sum(len(table["Keys"]) for table in request["RequestItems"].values())
        _at_most(100, keys, "BatchGetItem")
        return proceed()

    @around("dynamodb", "TransactWriteItems")
    def transaction(context, request, proceed):
        operations = [each for item in request["TransactItems"] for each in item.values()]
        if sum(map(_carried, operations)) > 4 * MB:
            raise refusal(
                "ValidationException", "Transaction payload size exceeded the limit of 4 MB"
            )
        return proceed()


def _at_most(limit, count, operation):
    if count > limit:
        raise refusal("ValidationException", f"Too many items requested for the {operation} call")


def _carried(operation):
    parts = (operation.get(name) for name in ("Item", "Key", "ExpressionAttributeValues"))
    return sum(item_size(part) for part in parts if part)
