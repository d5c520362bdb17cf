package io.sluice.formats.csv;

import java.util.List;
import java.util.Optional;

/**
 * A delimiter at the end of each record of a table whose fields another one parts: it stays in the
 * last column's values, which should be told.
 *
 * @param sign the delimiter
 * @param example a value that it ends
 */
record EndingSign(char sign, String example) {
  private static final String SIGNS = ",;|";

  /** What ends all records of a table but perhaps the first, which may be a header. */
  static Optional<EndingSign> of(DialectTrial trial) {
    SampleRecords records = trial.records();
    TableShape shape = trial.shape();
    Optional<EndingSign> found = Optional.empty();
    int most = Math.min(records.size(), SampleRecords.KEPT_RECORDS);
    if (shape.width() < 2 || most - shape.start() < 2) {
      return Optional.empty();
    }
    for (int i = most - 1; i >= shape.start(); i--) {
      Optional<EndingSign> here = of(records.cells(i), trial.dialect().delimiter());
      boolean same = here.isPresent() && found.map(f -> f.sign() == here.get().sign()).orElse(true);
      if (!same) {
        return i == shape.start() && most - shape.start() > 2 ? found : Optional.empty();
      }
      found = here;
    }
    return found;
  }

  private static Optional<EndingSign> of(List<String> cells, String delimiter) {
    String last = cells.isEmpty() ? "" : cells.get(cells.size() - 1);
    char sign = last.isEmpty() ? ' ' : last.charAt(last.length() - 1);
    return SIGNS.indexOf(sign) >= 0 && delimiter.indexOf(sign) < 0
        ? Optional.of(new EndingSign(sign, last))
        : Optional.empty();
  }
}
