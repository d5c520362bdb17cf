package io.sluice.ingest.schema;

import io.sluice.formats.infer.InferredColumn;
import io.sluice.ingest.inspect.InspectedFile;
import java.util.List;
import java.util.Set;

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
   * @param settled names of fields whose types are known, as {@link FilesByHeader#lower} has them:
   *     files whose headers name their fields are not searched for what these hold
   * @param most about how many records are looked at of each file, from its beginning on
   */
  Profile profile(List<InspectedFile> files, Set<String> settled, long most);
}
