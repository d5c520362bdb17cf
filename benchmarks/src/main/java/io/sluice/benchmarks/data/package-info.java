/** The data that cases read: made once by DuckDB, from TPC-H's generator or from nothing. */
package io.sluice.benchmarks.data;
