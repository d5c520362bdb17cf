package io.sluice.ingest.schema;

import io.sluice.formats.infer.InferredColumn;
import io.sluice.ingest.inspect.InspectedFile;
import java.util.List;

/** Finds out the types of files' fields by reading them. */
public interface FieldProfiler {
  /** All fields of the files, in order of first appearance, their types merged over all files. */
  List<InferredColumn> profile(List<InspectedFile> files);
}
