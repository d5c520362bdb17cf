"""DynamoDB and Glue: what AWS's own model of the service says about lengths and ranges is enforced.

So 100 partitions created or updated and 25 deleted in a batch, 100 tables and 1,000 partitions in a page, 10 segments,
100 items in a transaction, names of 255 characters: none of these numbers is ours, they come from botocore's copy of
the model. The exception and its message are those that clients report, as in
https://github.com/dbt-labs/dbt-athena/issues/327
https://docs.aws.amazon.com/glue/latest/webapi/API_BatchDeletePartition.html
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html
"""

from sluice_localaws.seam import EVERY_OPERATION, around, refusal

# Items are deep, and have limits of another kind.
_NOT_INSIDE = {"AttributeValue", "PutItemInputAttributeMap", "Key", "ExpressionAttributeValueMap"}


def install():
    for service in ("dynamodb", "glue"):
        around(service, EVERY_OPERATION)(_checked)


def _checked(context, request, proceed):
    found = list(_violations(context.operation.input_shape, request, ""))
    if found:
        plural = "s" if len(found) > 1 else ""
        raise refusal(
            "ValidationException", f"{len(found)} validation error{plural} detected: {'; '.join(found)}"
        )
    return proceed()


def _violations(shape, value, path):
    if shape is None or value is None or shape.name in _NOT_INSIDE:
        return
    match shape.type_name:
        case "structure":
            for name, member in shape.members.items():
                where = name[0].lower() + name[1:]
                yield from _violations(member, value.get(name), f"{path}.{where}" if path else where)
        case "list":
            yield from _outside(shape, len(value), "length", value, path)
            for number, each in enumerate(value, 1):
                yield from _violations(shape.member, each, f"{path}.{number}.member")
        case "map":
            yield from _outside(shape, len(value), "length", value, path)
            for key, each in value.items():
                yield from _violations(shape.key, key, path)
                yield from _violations(shape.value, each, f"{path}.{key}.member")
        case "string":
            yield from _outside(shape, len(value), "length", value, path)
        case "integer" | "long":
            yield from _outside(shape, value, "value", value, path)


def _outside(shape, size, what, value, path):
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if most is not None and size > most:
        wanted = f"less than or equal to {most}"
    elif least is not None and size < least:
        wanted = f"greater than or equal to {least}"
    else:
        return
    yield (
        f"Value '{str(value)[:200]}' at '{path}' failed to satisfy constraint: "
        f"Member must have {what} {wanted}"
    )
