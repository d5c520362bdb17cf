package io.sluice.formats.decode;

import io.sluice.formats.reject.RejectCode;
import java.util.Arrays;

/**
 * The first error of each record of a batch. Costs nothing for records without one: the arrays are
 * touched only by {@link #add}.
 */
public final class RowErrors {
  private RejectCode[] codes = new RejectCode[0];
  private String[] columns = new String[0];
  private String[] messages = new String[0];
  private int count;

  /** Forgets all errors and makes room for {@code records} records. */
  public void reset(int records) {
    if (count > 0) {
      Arrays.fill(codes, null);
      Arrays.fill(columns, null);
      Arrays.fill(messages, null);
      count = 0;
    }
    if (records > codes.length) {
      codes = new RejectCode[records];
      columns = new String[records];
      messages = new String[records];
    }
  }

  /**
   * Notes an error; a record's later errors are ignored.
   *
   * @param column the table's column; empty where the whole record is at fault
   * @param message what was found and expected, for people
   */
  public void add(int record, String column, RejectCode code, String message) {
    if (codes[record] == null) {
      codes[record] = code;
      columns[record] = column;
      messages[record] = message;
      count++;
    }
  }

  /** Records with an error. */
  public int count() {
    return count;
  }

  public boolean has(int record) {
    return codes[record] != null;
  }

  public RejectCode code(int record) {
    return codes[record];
  }

  public String column(int record) {
    return columns[record];
  }

  public String message(int record) {
    return messages[record];
  }
}
