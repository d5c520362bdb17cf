package io.sluice.ingest.report;

import io.sluice.ingest.lake.Run;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.RejectSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What is said of files of which most records were rejected: by default that is no reason to refuse
 * a run, but hardly what anybody wants.
 */
final class RejectWarnings {
  private final Run run;
  private final List<String> uris;
  private final List<Counts> counts;
  private final List<RejectSummary> reasons;

  /**
   * @param uris of the files
   * @param counts of the same files
   * @param reasons of the whole run
   */
  RejectWarnings(Run run, List<String> uris, List<Counts> counts, List<RejectSummary> reasons) {
    this.run = run;
    this.uris = List.copyOf(uris);
    this.counts = List.copyOf(counts);
    this.reasons = List.copyOf(reasons);
  }

  /** At most two: of files that gave nothing, and of others that gave less than half. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    warn("NOT ONE RECORD WAS ACCEPTED", RejectWarnings::all, texts);
    warn("MOST RECORDS WERE REJECTED", c -> !all(c) && 2 * c.rejected() > candidates(c), texts);
    return texts;
  }

  private void warn(String what, Predicate<Counts> which, List<String> texts) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      if (which.test(counts.get(i))) {
        found.add(i);
      }
    }
    if (found.isEmpty()) {
      return;
    }
    int first = found.get(0);
    texts.add(
        String.format(
            Locale.ROOT,
            "%s of %s%s: %,d of %,d were rejected%s. To see them: sluice rejects %s --run %s",
            what,
            uris.get(first),
            found.size() == 1
                ? ""
                : String.format(Locale.ROOT, " and %,d other files", found.size() - 1),
            found.stream().mapToLong(i -> counts.get(i).rejected()).sum(),
            found.stream().mapToLong(i -> candidates(counts.get(i))).sum(),
            commonest(),
            run.spec().dataset(),
            run.id()));
  }

  private static boolean all(Counts counts) {
    return counts.rejected() > 0 && counts.rejected() == candidates(counts);
  }

  /** Records that could have become rows: comment lines and the like could not. */
  private static long candidates(Counts counts) {
    return counts.read() - counts.filtered();
  }

  private String commonest() {
    return reasons.stream()
        .max(Comparator.comparingLong(RejectSummary::rows))
        .map(
            reason ->
                ", most often as "
                    + reason.code()
                    + (reason.column().isEmpty() ? "" : " in column " + reason.column())
                    + " ("
                    + reason.example()
                    + ")")
        .orElse("");
  }
}
