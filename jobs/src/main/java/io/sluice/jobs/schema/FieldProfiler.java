package io.sluice.jobs.schema;

import io.sluice.jobs.inspect.InspectedFile;
import java.util.List;

/** Finds out the types of files' fields by reading them. */
public interface FieldProfiler {
  /** All fields of the files, in order of first appearance, their types merged over all files. */
  List<InferredField> profile(List<InspectedFile> files);
}
