package io.sluice.spec;

import java.util.List;
import java.util.Objects;

/**
 * A dataset: where its files come from, what they hold, what is done to them, and the table they
 * become. The whole interface a user writes; every default is filled in here, so that later stages
 * never ask whether a key was given unless the type says {@code Optional}.
 *
 * @param dataset the name under which ledger, reports and the command line know it
 * @param schema the pinned columns in table order; empty: inferred from the files
 */
public record DatasetSpec(
    String dataset,
    SourceSpec source,
    List<ColumnSpec> schema,
    RejectSpec rejects,
    DriftSpec onDrift,
    List<TransformSpec> transforms,
    List<QualityRule> quality,
    AuditSpec audit,
    TargetSpec target) {
  public DatasetSpec {
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    schema = List.copyOf(schema);
    transforms = List.copyOf(transforms);
    quality = List.copyOf(quality);
  }

  /**
   * Whether nothing that stands in a file may be kept or told outside of the table: where a step
   * masks columns, a value that it hides may stand anywhere, for example if a field is missing
   * before it.
   */
  public boolean hidesValues() {
    return !rejects.keepRaw() && transforms.stream().anyMatch(TransformSpec.Mask.class::isInstance);
  }
}
