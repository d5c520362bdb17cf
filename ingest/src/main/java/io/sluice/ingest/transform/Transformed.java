package io.sluice.ingest.transform;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.reject.Reject;
import java.util.List;

/**
 * What became of a batch: {@code records == rows.rowCount() + rejects.size() + skipped}. Valid
 * until the next call of the worker or the reader.
 *
 * @param rows the accepted rows, in the columns of {@link ColumnTransforms#outputColumns}
 * @param rejects the reader's own, then those of transforms and rules
 * @param flags by the place of a rule in {@link QualityVerdict#flagged}, how many rows broke it,
 *     whatever its severity; empty if there are no rules
 * @param records those of the batch that was read
 * @param skipped likewise
 */
public record Transformed(
    ColumnBatch rows, List<Reject> rejects, List<Long> flags, long records, long skipped) {}
