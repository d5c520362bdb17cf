/**
 * What an independent engine makes of the files in test-data: DuckDB reads each by the query in its
 * {@code oracle.sql}, and {@code expected.json} keeps rows and checksums.
 */
package io.sluice.benchmarks.oracle;
