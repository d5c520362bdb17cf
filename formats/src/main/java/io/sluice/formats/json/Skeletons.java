package io.sluice.formats.json;

/**
 * Skeletons of records: all that stands in a line but the values of its members, line end included.
 * They are kept as a tree, since records that differ share what they begin with: the children of a
 * node are the texts that may follow the value after it. No text is the beginning of a sibling's,
 * so at most one matches.
 */
final class Skeletons {
  /** Bounds what matching one record costs, and the memory. */
  private static final int MOST_SIBLINGS = 12;

  /** A record needs one for each of its members, and one for its end. */
  static final int MOST_NODES = 4096;

  private Skeleton first;
  private int count;

  /** Forgets all skeletons. */
  void clear() {
    first = null;
    count = 0;
  }

  /** The first of the texts that records begin with; null: none is known. */
  Skeleton first() {
    return first;
  }

  /**
   * Adds a node, or finds it if it is there.
   *
   * @param parent the node before it; null: it begins records
   * @return the node, or null if it cannot stand beside those there are
   */
  Skeleton add(Skeleton parent, byte[] b, int from, int to, int target) {
    Skeleton head = parent == null ? first : parent.child;
    int siblings = 0;
    for (Skeleton node = head; node != null; node = node.sibling) {
      if (node.overlaps(b, from, to)) {
        return node.length == to - from && node.target == target ? node : null;
      }
      siblings++;
    }
    if (siblings == MOST_SIBLINGS || count == MOST_NODES) {
      return null;
    }
    count++;
    Skeleton node = new Skeleton(b, from, to, target);
    node.sibling = head;
    if (parent == null) {
      first = node;
    } else {
      parent.child = node;
    }
    return node;
  }
}
