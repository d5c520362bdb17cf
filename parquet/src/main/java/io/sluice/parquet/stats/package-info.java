/** The least and greatest of values, from one page up. */
package io.sluice.parquet.stats;
