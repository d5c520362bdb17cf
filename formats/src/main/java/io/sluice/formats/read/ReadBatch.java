package io.sluice.formats.read;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.reject.Reject;
import java.util.List;

/**
 * What a reader made of some consecutive records: {@code records == rows.rowCount() +
 * rejects.size() + skipped}. Valid until the reader's next call.
 *
 * @param skipped comment lines and the like: counted as filtered
 */
public record ReadBatch(ColumnBatch rows, List<Reject> rejects, long records, long skipped) {}
