package io.sluice.ingest.read;

import io.sluice.formats.reject.PassedOver;
import java.io.Serializable;

/**
 * What the reader found in one whole byte range: {@code records == rows + rejects + skipped}.
 *
 * @param end where in the file it ended, which proves where the next range begins
 * @param passed what was skipped, by reason
 */
public record RangeCount(
    long records, long rows, long rejects, long skipped, long end, PassedOver passed)
    implements Serializable {}
