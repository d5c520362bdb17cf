package io.sluice.benchmarks.oracle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One column of a table in figures that do not depend on the rows' order.
 *
 * @param type DuckDB's name of it
 * @param min as text; absent for nested columns, as is {@code max}
 * @param checksum the sum over all values that are not null of the first 32 bits of the MD5 of the
 *     value's text
 */
@JsonPropertyOrder({"name", "type", "nulls", "distinct", "min", "max", "checksum"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record ColumnSummary(
    String name, String type, long nulls, long distinct, String min, String max, String checksum) {}
