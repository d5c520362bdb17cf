package io.sluice.formats.json;

import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import java.util.Arrays;

/**
 * Where the members of a record go: columns whose values are stored at once are numbered from 0 on,
 * in the order of the plan; members that a column's decoder reads later, from slot {@code s} of the
 * field table, have the target {@link #later}{@code (s)}.
 */
final class ColumnTargets {
  private static final int FIRST_LATER = Skeleton.END - 1;

  private final JsonFields fields;
  private final boolean mayLack;
  private final boolean mayHaveOthers;

  /** Of each column of the plan: its target; {@link Skeleton#UNWANTED} if it is no field. */
  private final int[] targetOf;

  private int[] ofMember = new int[16];
  private int[] absent = new int[0];

  /**
   * @param stores of each column of the plan whether its values are stored at once
   */
  ColumnTargets(ReadPlan plan, JsonFields fields, boolean[] stores) {
    this.fields = fields;
    mayLack = plan.missingColumn() == MissingColumn.NULL;
    mayHaveOthers = plan.columns().stream().noneMatch(column -> column.kind() == Kind.RESCUED);
    targetOf = new int[plan.columns().size()];
    int stored = 0;
    for (int c = 0; c < targetOf.length; c++) {
      targetOf[c] =
          plan.columns().get(c).kind() != Kind.FIELD
              ? Skeleton.UNWANTED
              : stores[c] ? stored++ : later(fields.slot(c));
    }
  }

  /** The target of a slot that is read later. */
  static int later(int slot) {
    return FIRST_LATER - slot;
  }

  /** The slot of a target that {@link #later} made. */
  static int slot(int target) {
    return FIRST_LATER - target;
  }

  /**
   * Finds the targets of the members of a record.
   *
   * @param slots the slot that each member was wanted for, or {@link ObjectFields#NO_SLOT}
   * @return false if they cannot be read so: two columns read the same member, a column must not be
   *     missing, or members that no column reads are to be rescued
   */
  boolean assign(int[] slots, int members) {
    if (ofMember.length < members) {
      ofMember = new int[members];
    }
    Arrays.fill(ofMember, 0, members, Skeleton.UNWANTED);
    int[] missing = new int[targetOf.length];
    int missingCount = 0;
    int columnCount = 0;
    for (int c = 0; c < targetOf.length; c++) {
      if (targetOf[c] == Skeleton.UNWANTED) {
        continue;
      }
      columnCount++;
      int member = chosen(c, slots, members);
      if (member < 0) {
        missing[missingCount++] = targetOf[c];
      } else if (ofMember[member] == Skeleton.UNWANTED) {
        ofMember[member] = targetOf[c];
      } else {
        return false;
      }
    }
    absent = Arrays.copyOf(missing, missingCount);
    int read = columnCount - missingCount;
    return (missingCount == 0 || mayLack) && (mayHaveOthers || members == read);
  }

  /** The member that a column reads: the first of its names that the record has. */
  private int chosen(int column, int[] slots, int members) {
    for (int slot : fields.candidates(column)) {
      for (int member = 0; member < members; member++) {
        if (slots[member] == slot) {
          return member;
        }
      }
    }
    return -1;
  }

  int ofMember(int member) {
    return ofMember[member];
  }

  /** The targets that the record has no member for. */
  int[] absent() {
    return absent;
  }
}
