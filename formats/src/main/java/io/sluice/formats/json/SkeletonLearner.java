package io.sluice.formats.json;

import java.util.Arrays;

/**
 * Takes skeletons from records that were read the general way. Not every record has one that is of
 * use: a key with escapes, a path into what is no object, a member that two columns read, a column
 * that its record may not lack, or thousands of members, and the record is left to the general way,
 * as are all others like it.
 */
final class SkeletonLearner {
  /** The most objects around a value that is read by its path. */
  static final int MOST_DEPTH = 64;

  private static final int FAILED = JsonScanner.FAILED;

  private final Skeletons skeletons;
  private final ObjectFields wanted;
  private final ColumnTargets targets;
  private final JsonScanner scanner = new JsonScanner();

  private int count;
  private int[] valueStarts = new int[16];
  private int[] valueEnds = new int[16];
  private int[] slots = new int[16];

  SkeletonLearner(Skeletons skeletons, ObjectFields wanted, ColumnTargets targets) {
    this.skeletons = skeletons;
    this.wanted = wanted;
    this.targets = targets;
  }

  /**
   * Learns from a record that was accepted.
   *
   * @param end where its line end begins
   */
  void learn(byte[] b, int start, int end) {
    int next = end + (b[end] == '\r' ? 2 : 1);
    if (b[next - 1] != '\n') {
      return;
    }
    count = 0;
    int brace = JsonScanner.skipSpace(b, start, end);
    if (object(wanted, b, brace + 1, end, 1) == FAILED
        || count >= Skeletons.MOST_NODES
        || !targets.assign(slots, count)) {
      return;
    }
    if (!add(b, start, end, next)) {
      // Alone it finds room: it has fewer members than there may be nodes.
      skeletons.clear();
      add(b, start, end, next);
    }
  }

  private boolean add(byte[] b, int start, int end, int next) {
    Skeleton node = null;
    int from = start;
    for (int member = 0; member < count; member++) {
      node = skeletons.add(node, b, from, valueStarts[member], targets.ofMember(member));
      if (node == null) {
        return false;
      }
      from = valueEnds[member];
    }
    node = skeletons.add(node, b, from, next, Skeleton.END);
    if (node == null) {
      return false;
    }
    node.absent = targets.absent();
    node.lineEnd = next - end;
    return true;
  }

  /** Notes the members of a well-formed object; returns the position after it, or FAILED. */
  private int object(ObjectFields fields, byte[] b, int position, int end, int depth) {
    if (depth > MOST_DEPTH) {
      return FAILED;
    }
    int at = JsonScanner.skipSpace(b, position, end);
    while (b[at] != '}') {
      int keyEnd = scanner.string(b, at + 1, end);
      if (scanner.escaped()) {
        return FAILED;
      }
      int key = fields.keys.find(b, at + 1, keyEnd);
      int value = scanner.colon(b, keyEnd + 1, end);
      at = member(fields, key, b, value, end, depth);
      if (at == FAILED) {
        return FAILED;
      }
      at = JsonScanner.skipSpace(b, at, end);
      if (b[at] == ',') {
        at = JsonScanner.skipSpace(b, at + 1, end);
      }
    }
    return at + 1;
  }

  private int member(ObjectFields fields, int key, byte[] b, int value, int end, int depth) {
    ObjectFields inner = key < 0 ? null : fields.inner(key);
    int slot = key < 0 ? ObjectFields.NO_SLOT : fields.slot(key);
    if (inner == null) {
      int after = scanner.value(b, value, end, depth);
      for (int i = 0; i < count && slot != ObjectFields.NO_SLOT; i++) {
        if (slots[i] == slot) {
          // The same name twice, except for its case: which of them counts the general way knows.
          return FAILED;
        }
      }
      note(value, after, slot);
      return after;
    }
    if (slot != ObjectFields.NO_SLOT) {
      return FAILED;
    }
    // Objects that paths lead into are part of the skeleton, and so is a null in place of one.
    return switch (b[value]) {
      case '{' -> object(inner, b, value + 1, end, depth + 1);
      case 'n' -> scanner.unquoted(b, value, end);
      default -> FAILED;
    };
  }

  private void note(int start, int end, int slot) {
    if (count == slots.length) {
      valueStarts = Arrays.copyOf(valueStarts, count * 2);
      valueEnds = Arrays.copyOf(valueEnds, count * 2);
      slots = Arrays.copyOf(slots, count * 2);
    }
    valueStarts[count] = start;
    valueEnds[count] = end;
    slots[count] = slot;
    count++;
  }
}
