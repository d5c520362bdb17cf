"""What AWS's own models of services say about requests is enforced: what must be there, lengths and ranges, patterns,
values of enumerations.

So 100 partitions created or updated and 25 deleted in a batch, 100 tables and 1,000 partitions in a page, 10 segments,
100 items in a transaction, names of 255 characters, client tokens, kinds of workers: none of these is ours, they come
from botocore's copy of the models. The exception and its message are those that clients report, as in
https://github.com/dbt-labs/dbt-athena/issues/327
https://docs.aws.amazon.com/glue/latest/webapi/API_BatchDeletePartition.html
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html
A pattern is taken to be for the whole value, as services take it whether or not it says so. Services word what they
refuse differently, and some have codes of their own; ours is the same for all.
"""

import functools

import regex

from sluice_localaws.seam import EVERY_OPERATION, around, refusal

SERVICES = (
    "batch",
    "dynamodb",
    "emr",
    "emr-serverless",
    "glue",
    "lambda",
    "logs",
    "s3",
    "scheduler",
    "stepfunctions",
)

# Items are deep, and have limits of another kind.
_NOT_INSIDE = {"AttributeValue", "PutItemInputAttributeMap", "Key", "ExpressionAttributeValueMap"}

# What this copy of the models does not list, by shape; of checksums, what AWS's SDK for C++ writes (pyarrow).
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
# https://docs.aws.amazon.com/glue/latest/webapi/API_StartJobRun.html
_NEWER = {
    "ChecksumMode": {"enabled"},
    "Runtime": {"java17.al2023"},
    "WorkerType": {"R.1X", "R.2X", "R.4X", "R.8X"},
}

# Characters beyond 16 bits, as languages write them whose characters have no more.
_PAIRS = r"\uD800\uDC00-\uDBFF\uDFFF"


def install():
    for service in SERVICES:
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
            yield from _missing(shape, value, path)
            for name, member in shape.members.items():
                if not _left_out(member, value.get(name)):
                    yield from _violations(member, value.get(name), _below(path, name))
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
            yield from _misspelt(shape, value, path)
        case "integer" | "long" | "float" | "double":
            yield from _outside(shape, value, "value", value, path)


def _below(path, name):
    where = name[0].lower() + name[1:]
    return f"{path}.{where}" if path else where


def _left_out(member, value):
    """A list of the query string that is not there is read as an empty one."""
    return value == [] and member.serialization.get("location") == "querystring"


def _missing(shape, value, path):
    for name in shape.required_members:
        if value.get(name) is None:
            yield f"Value null at '{_below(path, name)}' failed to satisfy constraint: Member must not be null"


def _misspelt(shape, value, path):
    known, pattern = shape.metadata.get("enum"), shape.metadata.get("pattern")
    if known and value not in known and value not in _NEWER.get(shape.name, ()):
        wanted = f"enum value set: [{', '.join(known)}]"
    elif pattern and not _compiled(pattern).fullmatch(value):
        wanted = f"regular expression pattern: {pattern}"
    else:
        return
    yield f"Value '{value[:200]}' at '{path}' failed to satisfy constraint: Member must satisfy {wanted}"


@functools.cache
def _compiled(pattern):
    return regex.compile(pattern.replace(_PAIRS, r"\U00010000-\U0010FFFF"))


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
