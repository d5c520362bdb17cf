/** Copies rows of a Parquet file into another, without Spark. */
package io.sluice.parquet.copy;
