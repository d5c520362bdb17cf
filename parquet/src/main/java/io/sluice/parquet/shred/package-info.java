/** Takes batches apart into Parquet's columns: which rows, which levels, which values. */
package io.sluice.parquet.shred;
