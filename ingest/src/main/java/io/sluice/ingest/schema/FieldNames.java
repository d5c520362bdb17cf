package io.sluice.ingest.schema;

import io.sluice.spec.DatasetSpec;
import java.util.Collection;

/** Names of fields in messages. */
final class FieldNames {
  private FieldNames() {}

  /** All of them; only how many where values are hidden: what is taken for a header may be such. */
  static String shown(DatasetSpec spec, Collection<String> names) {
    return spec.hidesValues()
        ? names.size() + " of other names ('sluice detect' shows them)"
        : String.join(", ", names);
  }
}
