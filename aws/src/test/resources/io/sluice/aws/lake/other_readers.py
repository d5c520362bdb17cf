"""Counts the rows of each partition of a table on S3 by pyarrow and by Polars, which know its location alone.

other_readers.py ENDPOINT REGION KEY SECRET BUCKET/PREFIX COLUMN: a line of JSON for each reader, {value: rows};
null has the value "".
"""

import collections
import json
import sys

import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs as fs

endpoint, region, key, secret, place, column = sys.argv[1:]

s3 = fs.S3FileSystem(
    endpoint_override=endpoint, region=region, access_key=key, secret_key=secret, allow_bucket_creation=False)
hive = ds.partitioning(pa.schema([(column, pa.string())]), flavor="hive")
arrow = ds.dataset(place, filesystem=s3, format="parquet", partitioning=hive).to_table()

polars = pl.scan_parquet(
    f"s3://{place}/",
    hive_partitioning=True,
    hive_schema={column: pl.String},
    storage_options={
        "aws_endpoint_url": endpoint,
        "aws_region": region,
        "aws_access_key_id": key,
        "aws_secret_access_key": secret,
        "aws_allow_http": "true",
    },
).collect()

for values in (arrow[column].to_pylist(), polars[column].to_list()):
    print(json.dumps(collections.Counter("" if value is None else value for value in values), sort_keys=True))
