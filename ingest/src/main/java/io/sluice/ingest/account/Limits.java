package io.sluice.ingest.account;

import io.sluice.formats.reject.RejectCode;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec.TypeChange;
import io.sluice.spec.QualityRule;
import io.sluice.spec.QualityRule.RowCount;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.QualityResult;
import io.sluice.spec.report.RunReport.RejectSummary;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The limits that a spec sets on its data; broken ones end the run before anything is published.
 */
public final class Limits {
  /** Rejects that say: this value is not of the column's type. */
  private static final Set<String> TYPE_CODES =
      EnumSet.of(
              RejectCode.NOT_A_NUMBER,
              RejectCode.NUMBER_OUT_OF_RANGE,
              RejectCode.TOO_MANY_DECIMALS,
              RejectCode.NOT_A_BOOLEAN,
              RejectCode.NOT_A_DATE,
              RejectCode.NOT_A_TIMESTAMP,
              RejectCode.NOT_BINARY,
              RejectCode.WRONG_JSON_TYPE)
          .stream()
          .map(RejectCode::key)
          .collect(Collectors.toSet());

  private final DatasetSpec spec;

  public Limits(DatasetSpec spec) {
    this.spec = spec;
  }

  /**
   * @throws IngestException with {@link ExitCode#REFUSED}, saying which limit and the commonest
   *     reasons
   */
  public void check(Counts totals, List<RejectSummary> rejects, List<QualityResult> quality) {
    long rejected = totals.rejected();
    if (spec.rejects().maxRows().isPresent() && rejected > spec.rejects().maxRows().getAsLong()) {
      throw refused(
          String.format(
              Locale.ROOT,
              "%,d of %,d records were rejected, and rejects.max_rows allows %,d",
              rejected,
              totals.read(),
              spec.rejects().maxRows().getAsLong()),
          rejects);
    }
    if (spec.rejects().maxFraction().isPresent()
        && totals.read() > 0
        && (double) rejected / totals.read() > spec.rejects().maxFraction().getAsDouble()) {
      throw refused(
          String.format(
              Locale.ROOT,
              "%,d of %,d records (%.3g) were rejected, and rejects.max_fraction allows %s",
              rejected,
              totals.read(),
              (double) rejected / totals.read(),
              spec.rejects().maxFraction().getAsDouble()),
          rejects);
    }
    if (spec.onDrift().typeChange() == TypeChange.FAIL) {
      List<RejectSummary> typed =
          rejects.stream().filter(reject -> TYPE_CODES.contains(reject.code())).toList();
      if (!typed.isEmpty()) {
        throw refused(
            "values are not of their column's type, and on_drift.type_change is 'fail'", typed);
      }
    }
    for (QualityResult rule : quality) {
      if (!rule.passed() && rule.severity().equals("fail")) {
        throw refused(broken(rule, totals), List.of());
      }
    }
  }

  private String broken(QualityResult result, Counts totals) {
    for (QualityRule rule : spec.quality()) {
      if (rule instanceof RowCount count && rule.name().equals(result.name())) {
        return String.format(
            Locale.ROOT,
            "quality rule %s is broken: %,d rows would be written, and it allows %s",
            result.name(),
            totals.written(),
            bounds(count));
      }
    }
    return String.format(
        Locale.ROOT,
        "quality rule %s is broken by %,d %s",
        result.name(),
        result.violations(),
        result.violations() == 1 ? "row" : "rows");
  }

  private static String bounds(RowCount count) {
    if (count.max().isEmpty()) {
      return String.format(Locale.ROOT, "no fewer than %,d", count.min().getAsLong());
    }
    return count.min().isEmpty()
        ? String.format(Locale.ROOT, "no more than %,d", count.max().getAsLong())
        : String.format(
            Locale.ROOT, "%,d to %,d", count.min().getAsLong(), count.max().getAsLong());
  }

  private static IngestException refused(String what, List<RejectSummary> rejects) {
    StringBuilder message = new StringBuilder(what).append(". Nothing was published.");
    for (RejectSummary reject : rejects.subList(0, Math.min(3, rejects.size()))) {
      message.append(
          String.format(
              Locale.ROOT,
              "%n  %,d × %s%s, for example: %s",
              reject.rows(),
              reject.code(),
              reject.column().isEmpty() ? "" : " in column " + reject.column(),
              reject.example()));
    }
    return new IngestException(ExitCode.REFUSED, message.toString());
  }
}
