package io.sluice.spec.lake;

import io.sluice.spec.TargetNames;

/** How things that belong to a table are called and where they lie, beside it or in it. */
public final class TableLayout {
  /** What is appended to a table's name, or location, for the table of its rejected records. */
  public static final String REJECTS_SUFFIX = TargetNames.REJECTS_ENDING;

  /** Likewise for the records that made runs be refused; no run published them. */
  public static final String REFUSED_SUFFIX = TargetNames.REFUSED_ENDING;

  /** The folder in a table's where a run's unpublished files lie; readers pass over it. */
  public static final String PENDING_FOLDER = "_sluice_pending";

  private TableLayout() {}

  /** Where the rejects of a table at {@code location} lie. */
  public static String rejects(String location) {
    return location + REJECTS_SUFFIX;
  }
}
