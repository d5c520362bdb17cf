"""DuckDB as a contestant: one COPY. Asked as the class Timing says.

duckdb_case.py SETTING... COPY
"""

import os
import sys
import time

import duckdb

connection = duckdb.connect()
for setting in sys.argv[1:-1]:
    connection.execute(setting)
print("ready", flush=True)
for line in sys.stdin:
    start = time.monotonic_ns()
    out = line.rstrip("\n").replace("'", "''")
    connection.execute(sys.argv[-1].replace("OUT_FOLDER", out))
    print("done", time.monotonic_ns() - start, sep="\t", flush=True)
# As the workers of the JVM do: nobody waits for an engine to take its leave.
os._exit(0)
