package io.sluice.formats.json;

import io.sluice.formats.decode.SimpleValues;
import io.sluice.formats.source.Utf8;
import io.sluice.formats.text.Swar;
import io.sluice.formats.token.FieldTable;

/**
 * Reads records that look like one before: compares the text between values with skeletons, eight
 * bytes at a time, and stores each value as soon as it is found. Whatever is not as predicted, or
 * would be an error, is not read here; the record must then be read the general way, from its
 * beginning. Not thread-safe.
 */
final class PredictedRecords {
  /** What {@link #record} returns for a record that must be read the general way. */
  static final int NONE = -1;

  private final Skeletons skeletons;
  private final SimpleValues values;

  /** The scalar columns whose values in place may be bare numbers, by target. */
  private final boolean[] numbers;

  private final boolean[] texts;
  private final JsonScanner scanner = new JsonScanner();
  private FieldTable table;
  private int end;

  /** Bits of all bytes of strings seen: the high ones tell of text beyond ASCII. */
  private long seen;

  /**
   * @param values takes what the skeletons' targets from 0 on say
   * @param numbers of each such target, whether its simple values are JSON numbers
   */
  PredictedRecords(Skeletons skeletons, SimpleValues values, boolean[] numbers) {
    this.skeletons = skeletons;
    this.values = values;
    this.numbers = numbers;
    texts = new boolean[numbers.length];
    for (int slot = 0; slot < texts.length; slot++) {
      texts[slot] = values.isText(slot);
    }
  }

  /** Members that are read later go to this table from now on. */
  void writeTo(FieldTable into) {
    table = into;
  }

  /** Where the record read last ends. */
  int end() {
    return end;
  }

  /**
   * Reads the record that begins at {@code from}.
   *
   * @param limit ends the text; a line feed and {@code ByteWindow.SLACK - 1} more bytes follow
   * @param row where its values go; all rows before it are stored
   * @return the position after its line end, or {@link #NONE}; then the row is not stored
   */
  int record(byte[] b, int from, int limit, int row) {
    seen = 0;
    scanner.resetSeen();
    int next = members(b, from, limit, row);
    if (next != NONE && ((seen & Words.HIGH_BITS) != 0 || scanner.seenNonAscii())) {
      next = Utf8.firstMalformed(b, from, next) < 0 ? next : NONE;
    }
    if (next == NONE) {
      values.forget(row);
    }
    return next;
  }

  private int members(byte[] b, int from, int limit, int row) {
    SimpleValues store = values;
    int lastMatch = b.length - Skeleton.READ_AHEAD;
    int at = from;
    Skeleton node = skeletons.first();
    for (; ; ) {
      // Records at the window's very end are read when more of the text is there.
      if (at > lastMatch) {
        return NONE;
      }
      while (!node.standsAt(b, at)) {
        node = node.sibling;
        if (node == null) {
          return NONE;
        }
      }
      at += node.length;
      int target = node.target;
      if (target < 0) {
        if (target == Skeleton.END) {
          return finish(node, at, limit, row);
        }
        at = target == Skeleton.UNWANTED ? skip(b, at, limit) : later(b, at, limit, row, target);
      } else {
        byte c = b[at];
        if (c == '"') {
          if (texts[target]) {
            at = text(b, at + 1, limit, target, row);
          } else {
            int after = store.store(target, b, at + 1, row);
            at = after >= 0 && b[after] == '"' ? after + 1 : string(b, at + 1, limit, target, row);
          }
        } else {
          int after = NONE;
          if (numbers[target] && beginsNumber(b, at, c)) {
            after = store.store(target, b, at, row);
          }
          at = after >= 0 && endsValue(b[after]) ? after : other(b, at, limit, target, row);
        }
      }
      if (at < 0) {
        return NONE;
      }
      node = node.child;
    }
  }

  /** Numbers must not have leading zeros; that there are digits only is for others to see. */
  private static boolean beginsNumber(byte[] b, int at, byte c) {
    byte first = c;
    int after = at + 1;
    if (c == '-') {
      first = b[at + 1];
      after++;
    }
    return first != '0' || b[after] < '0' || b[after] > '9';
  }

  /** Otherwise it is a number that goes on in a way which was not expected. */
  private static boolean endsValue(byte c) {
    return c == ',' || c == '}';
  }

  private int finish(Skeleton node, int position, int limit, int row) {
    // The line feed that was matched may be the one after the text.
    if (position > limit) {
      return NONE;
    }
    for (int target : node.absent) {
      if (target >= 0) {
        if (!values.storeNothing(target, row)) {
          return NONE;
        }
      } else {
        note(target, row, 0, 0, FieldTable.MISSING);
      }
    }
    end = position - node.lineEnd;
    return position;
  }

  /** Copies a string into its column; {@code start} is after the opening quote. */
  private int text(byte[] b, int start, int limit, int slot, int row) {
    SimpleValues store = values;
    byte[] data = store.data(slot);
    int from = start;
    int to = store.begin(slot, row);
    long bits = seen;
    long stops;
    // The line feed after the text, if nothing else, ends the loop.
    for (; ; ) {
      if (to + Long.BYTES > data.length) {
        data = store.grow(slot, to);
      }
      long word = (long) Swar.LONGS.get(b, from);
      Swar.LONGS.set(data, to, word);
      bits |= word;
      stops = Words.stringStops(word);
      if (stops != 0) {
        break;
      }
      from += Long.BYTES;
      to += Long.BYTES;
    }
    seen = bits;
    int rest = Long.numberOfTrailingZeros(stops) >>> 3;
    from += rest;
    if (b[from] != '"' || from == start) {
      return string(b, start, limit, slot, row);
    }
    store.setEnd(slot, row, to + rest);
    return from + 1;
  }

  /** Stores a string by all the rules. */
  private int string(byte[] b, int start, int limit, int slot, int row) {
    int close = scanner.string(b, start, limit);
    if (close < 0) {
      return NONE;
    }
    int flags = scanner.escaped() ? FieldTable.QUOTED | FieldTable.ESCAPED : FieldTable.QUOTED;
    return values.storeField(slot, b, start, close, flags, row) ? close + 1 : NONE;
  }

  /** Stores a value that is no string by all the rules. */
  private int other(byte[] b, int start, int limit, int slot, int row) {
    byte c = b[start];
    int after = skip(b, start, limit);
    if (after < 0) {
      return NONE;
    }
    boolean stored =
        c == 'n'
            ? values.storeNothing(slot, row)
            : values.storeField(
                slot, b, start, after, c == '{' || c == '[' ? FieldTable.NESTED : 0, row);
    return stored ? after : NONE;
  }

  /** Notes where a value lies that its column's decoder reads once the batch is complete. */
  private int later(byte[] b, int start, int limit, int row, int target) {
    int after = skip(b, start, limit);
    if (after >= 0) {
      switch (b[start]) {
        case '{', '[' -> note(target, row, start, after, FieldTable.NESTED);
        case 'n' -> note(target, row, start, after, FieldTable.NULL);
        case '"' -> {
          byte escaped = scanner.escaped() ? FieldTable.ESCAPED : 0;
          note(target, row, start + 1, after - 1, (byte) (FieldTable.QUOTED | escaped));
        }
        default -> note(target, row, start, after, (byte) 0);
      }
    }
    return after;
  }

  private void note(int target, int row, int start, int after, byte flags) {
    int at = row * table.width() + ColumnTargets.slot(target);
    table.starts()[at] = start;
    table.ends()[at] = after;
    table.flags()[at] = flags;
  }

  /** Checks a value and returns the position after it, or {@link #NONE}. */
  private int skip(byte[] b, int start, int limit) {
    int after = scanner.value(b, start, limit, SkeletonLearner.MOST_DEPTH);
    byte c = b[start];
    if (after < 0 || (c != '{' && c != '[')) {
      return after;
    }
    // Within brackets the scanner takes a line feed for white space, but here it ends the record.
    return Words.newline(b, start, after) < after ? NONE : after;
  }
}
