package io.sluice.ingest.read;

import java.io.Serializable;

/**
 * What the reader found in one whole byte range: {@code records == rows + rejects + skipped}.
 *
 * @param end where in the file it ended, which proves where the next range begins
 */
public record RangeCount(long records, long rows, long rejects, long skipped, long end)
    implements Serializable {}
