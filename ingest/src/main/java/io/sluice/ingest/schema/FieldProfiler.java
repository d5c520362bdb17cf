package io.sluice.ingest.schema;

import io.sluice.formats.infer.InferredColumn;
import io.sluice.ingest.inspect.InspectedFile;
import java.util.List;

/** Finds out the types of files' fields by reading them. */
public interface FieldProfiler {
  /**
   * What was found.
   *
   * @param fields in order of first appearance, their types merged over all files
   * @param records that were looked at
   */
  record Profile(List<InferredColumn> fields, long records) {}

  /**
   * The fields of files.
   *
   * @param most about how many records are looked at of each file, from its beginning on
   */
  Profile profile(List<InspectedFile> files, long most);
}
