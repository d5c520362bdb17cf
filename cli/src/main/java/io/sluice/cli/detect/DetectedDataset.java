package io.sluice.cli.detect;

import io.sluice.formats.infer.InferredColumn;
import java.util.List;

/**
 * Files of one layout, and the columns that hold all their values.
 *
 * @param records how many were looked at
 * @param problems files, or parts of them, that cannot be read to their end, and why
 */
public record DetectedDataset(
    List<DetectedFile> files, long records, List<InferredColumn> columns, List<String> problems) {}
