package io.sluice.spark.read;

import java.io.Serializable;

/** What the reader found in one whole byte range: {@code records == rows + rejects + skipped}. */
public record RangeCount(long records, long rows, long rejects, long skipped)
    implements Serializable {}
