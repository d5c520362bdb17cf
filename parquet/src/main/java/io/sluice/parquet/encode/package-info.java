/** Turns the values and levels of a column chunk into the bytes of its pages. */
package io.sluice.parquet.encode;
