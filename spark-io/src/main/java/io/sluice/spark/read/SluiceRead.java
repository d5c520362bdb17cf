package io.sluice.spark.read;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Files opened for reading: nothing is read before an action runs on {@link #rows}.
 *
 * @param rows the records, as {@code mode} says
 * @param metrics what the readers report while they run
 */
public record SluiceRead(
    Dataset<Row> rows, ReadRequest request, ReadMode mode, ScanMetrics metrics) {}
