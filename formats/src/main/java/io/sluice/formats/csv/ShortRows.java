package io.sluice.formats.csv;

import io.sluice.formats.tabular.HeaderDecision;

/**
 * Records that leave out the empty fields at their end, as some spreadsheets write them: then none
 * ends with an empty field, however short.
 *
 * @param header the record that names all fields
 * @param number how many are short; 0: the table has no such habit
 */
record ShortRows(SampleRecords records, int width, int header, int number) {
  private static final int ENOUGH = 3;
  private static final double MANY = 0.1;

  /** What the records show if rows have {@code width} fields. */
  static ShortRows of(SampleRecords records, int width) {
    ShortRows none = new ShortRows(records, width, 0, 0);
    int header = 0;
    while (header < records.size() && records.count(header) != width) {
      header++;
    }
    if (width < 3 || header >= Math.min(records.size(), SampleRecords.KEPT_RECORDS)) {
      return none;
    }
    if (!records.cells(header).stream().allMatch(HeaderDecision::isName)) {
      return none;
    }
    int full = 0;
    int number = 0;
    int returns = 0;
    for (int i = header + 1; i < records.size(); i++) {
      int count = records.count(i);
      if (count > width || (count > 1 && records.endsEmpty(i))) {
        return none;
      }
      full += count == width ? 1 : 0;
      number += count > 1 && count < width ? 1 : 0;
      // Another table below this one is short to its end.
      returns += count == width && records.count(i - 1) > 1 && records.count(i - 1) < width ? 1 : 0;
    }
    boolean habit = number >= ENOUGH && number >= MANY * (full + number) && returns > 1;
    return habit ? new ShortRows(records, width, header, number) : none;
  }

  /** Whether a record is one of them. */
  boolean fits(int record) {
    int count = records.count(record);
    return number > 0 && record > header && count > 1 && count < width;
  }
}
