package io.sluice.cli.detect;

import io.sluice.formats.infer.InferredColumn;
import java.util.List;

/**
 * Files of one layout, and the columns that hold all their values.
 *
 * @param records how many were looked at
 */
public record DetectedDataset(
    List<DetectedFile> files, long records, List<InferredColumn> columns) {}
