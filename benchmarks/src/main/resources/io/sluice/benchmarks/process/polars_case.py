"""Polars as a contestant: CSV to Parquet, typed. Asked as the class Timing says.

polars_case.py FILES CODEC ZSTD-LEVEL YEAR-OF NAME=TYPE...
"""

import os
import re
import sys
import time

import polars as pl

TYPES = {
    "int": pl.Int32,
    "bigint": pl.Int64,
    "double": pl.Float64,
    "date": pl.Date,
    "timestamp": pl.Datetime("us", "UTC"),
    "boolean": pl.Boolean,
    "string": pl.String,
}


def polars_type(text):
    decimal = re.fullmatch(r"decimal\((\d+),\s*(\d+)\)", text)
    return pl.Decimal(int(decimal[1]), int(decimal[2])) if decimal else TYPES[text]


def convert(files, codec, level, year_of, schema, out):
    rows = pl.scan_csv(files, schema=schema)
    os.makedirs(out)
    if year_of:
        year = pl.col(year_of).dt.year().alias(year_of + "_year")
        target = pl.PartitionBy(out, key=year, include_key=False)
    else:
        target = os.path.join(out, "part.parquet")
    rows.sink_parquet(
        target,
        compression=codec,
        compression_level=level if codec == "zstd" else None,
        maintain_order=False,
    )


def main():
    files, codec, level, year_of = sys.argv[1:5]
    schema = {}
    for column in sys.argv[5:]:
        name, _, text = column.partition("=")
        schema[name] = polars_type(text)
    if os.path.isdir(files):
        files = os.path.join(files, "*.csv")
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.monotonic_ns()
        convert(files, codec, int(level), year_of, schema, line.rstrip("\n"))
        print("done", time.monotonic_ns() - start, sep="\t", flush=True)
    # As the workers of the JVM do: nobody waits for an engine to take its leave.
    os._exit(0)


main()
