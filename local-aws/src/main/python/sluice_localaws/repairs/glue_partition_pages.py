"""Glue: GetPartitions answers in pages, in segments, and without columns if asked.

Moto answers everything at once. Partitions come in the order in which they were created, and a token names the last
one of its page, so that others may be deleted between pages. It reads moto's back end itself: to serialise 100,000
partitions for each page of them takes hours. Without MaxResults a page holds 100, which AWS does not promise.
https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html (NextToken, MaxResults, Segment,
ExcludeColumnSchema)
"""

import datetime
import functools
import itertools
import zlib

from moto.core.exceptions import RESTError
from moto.glue.models import FakePartition, FakeTable, glue_backends

from sluice_localaws import page_token
from sluice_localaws.seam import around, refusal

DEFAULT_PAGE = 100
TIMES = ("CreationTime", "LastAccessTime", "LastAnalyzedTime")

_sequence = itertools.count(1)


def install():
    _number_partitions()

    @around("glue", "GetPartitions")
    def paged(context, request, proceed):
        after = page_token.read(request) or 0
        in_segment = _segment(request.get("Segment"))
        size = request.get("MaxResults") or DEFAULT_PAGE
        found = (
            each
            for each in _partitions(context, request)
            if each.sequence > after and in_segment(each)
        )
        page = list(itertools.islice(found, size + 1))
        without_columns = request.get("ExcludeColumnSchema")
        answer = {"Partitions": [_described(each, without_columns) for each in page[:size]]}
        if len(page) > size:
            answer["NextToken"] = page_token.write(request, page[size - 1].sequence)
        return answer


def _number_partitions():
    """Gives each partition a number that grows; one that is updated in place keeps its own, as its place in moto."""
    created, update_partition = FakePartition.__init__, FakeTable.update_partition

    @functools.wraps(created)
    def numbered(self, *args):
        created(self, *args)
        self.sequence = next(_sequence)

    @functools.wraps(update_partition)
    def renumbered(self, old_values, partition_input):
        old = self.partitions.get(str(old_values))
        update_partition(self, old_values, partition_input)
        if old_values == partition_input["Values"]:
            self.partitions[str(old_values)].sequence = old.sequence

    FakePartition.__init__ = numbered
    FakeTable.update_partition = renumbered


def _partitions(context, request):
    backend = glue_backends[context.account_id][context.region]
    try:
        return backend.get_partitions(
            request["DatabaseName"], request["TableName"], request.get("Expression")
        )
    except RESTError as e:
        raise refusal(e.error_type, e.message) from e


def _segment(segment):
    if segment is None:
        return lambda partition: True
    number, total = segment["SegmentNumber"], segment["TotalSegments"]
    if number >= total:
        raise refusal("InvalidInputException", "SegmentNumber must be less than TotalSegments")
    return lambda partition: zlib.crc32(str(partition.values).encode()) % total == number


def _described(partition, without_columns):
    described = partition.as_dict()
    for name in TIMES:
        if isinstance(described.get(name), (int, float)):
            described[name] = datetime.datetime.fromtimestamp(described[name], datetime.UTC)
    if without_columns and "StorageDescriptor" in described:
        descriptor = dict(described["StorageDescriptor"])
        descriptor.pop("Columns", None)
        described["StorageDescriptor"] = descriptor
    return described
