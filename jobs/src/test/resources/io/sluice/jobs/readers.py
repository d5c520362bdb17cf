"""Reads the same Parquet files by pyarrow, Polars, DuckDB and Spark, and says where they differ.

readers.py TABLES.json: a list of {name, folder, keys, files, copies}; copies are the files as Spark read
and wrote them again, in their order. Exits with 1 and a line for each difference.
"""

import collections
import datetime
import json
import math
import sys

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

MOST_ROWS = 1000
DEFAULT = "__HIVE_DEFAULT_PARTITION__"

differences = []


def plain(value):
    """A value in one form, whichever reader gave it."""
    if isinstance(value, float):
        return "nan" if math.isnan(value) else value
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(datetime.timezone.utc)
        return value.isoformat(timespec="microseconds")
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [pair(member) for member in value]
    return value


def pair(value):
    """An entry of a map as a pair: Polars has no maps, and gives lists of structs."""
    if isinstance(value, dict) and list(value) == ["key", "value"]:
        return [plain(value["key"]), plain(value["value"])]
    return plain(value)


def rows(table):
    """The first rows, and for each column how many values are not null."""
    counts = [len(column) - column.null_count for column in table.columns]
    head = table.slice(0, MOST_ROWS)
    values = [[plain(value) for value in column.to_pylist()] for column in head.columns]
    return table.num_rows, table.column_names, counts, values


def compare(what, file, expected, actual):
    names = ("rows", "columns", "values that are not null", "values")
    for name, left, right in zip(names, expected, actual):
        if left != right:
            differences.append(f"{what}: {name} of {file} differ: {str(left)[:500]} / {str(right)[:500]}")
            return


def of_file(file, copy):
    # Not pq.read_table, which takes folders above the file for partitions.
    expected = rows(pq.ParquetFile(file).read())
    compare("polars", file, expected, rows(pl.read_parquet(file, hive_partitioning=False).to_arrow()))
    query = f"SELECT * FROM read_parquet('{file.replace(chr(39), chr(39) * 2)}', hive_partitioning=false)"
    compare("duckdb", file, expected, rows(duckdb.sql(query).to_arrow_table()))
    compare("spark", file, expected, rows(pq.ParquetFile(copy).read()))


def partitions(columns):
    """How many rows each partition has."""
    texts = [[None if v is None else str(v) for v in column] for column in columns]
    return collections.Counter(zip(*texts))


def of_folder(table):
    folder, keys = table["folder"], table["keys"]
    expected = collections.Counter(
        {tuple(value): count for value, count in table["partitions"]})
    hive = ds.partitioning(pa.schema([(key, pa.string()) for key in keys]), flavor="hive")
    arrow = ds.dataset(folder, format="parquet", partitioning=hive).to_table(columns=keys)
    found = {"pyarrow": [column.to_pylist() for column in arrow.columns]}
    schema = {key: pl.String for key in keys}
    polars = pl.scan_parquet(folder, hive_partitioning=True, hive_schema=schema).select(keys).collect()
    found["polars"] = [column.to_list() for column in polars.get_columns()]
    chosen = ", ".join('"' + key + '"' for key in keys)
    glob = folder.replace(chr(39), chr(39) * 2) + "/**/*.parquet"
    duck = duckdb.sql(
        f"SELECT {chosen} FROM read_parquet('{glob}', hive_partitioning=true, hive_types_autocast=false)")
    found["duckdb"] = [column.to_pylist() for column in duck.to_arrow_table().columns]
    for reader, columns in found.items():
        counts = partitions(columns)
        if counts != expected:
            differences.append(
                f"{reader}: partitions of {folder} differ:"
                f" {list((expected - counts).items())[:5]} / {list((counts - expected).items())[:5]}")


duckdb.execute("SET TimeZone = 'UTC'")
with open(sys.argv[1], encoding="utf-8") as tables:
    for table in json.load(tables):
        for file, copy in zip(table["files"], table["copies"]):
            of_file(file, copy)
        if table["keys"]:
            of_folder(table)
print("\n".join(differences))
sys.exit(1 if differences else 0)
