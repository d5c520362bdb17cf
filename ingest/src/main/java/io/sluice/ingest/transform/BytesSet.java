package io.sluice.ingest.transform;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** A set of byte strings that pieces of an array can be looked up in without copying them. */
final class BytesSet implements Serializable {
  private static final long serialVersionUID = 1;

  /** By hash, with free places between; at most half full. */
  private final byte[][] table;

  BytesSet(List<byte[]> values) {
    table = new byte[Integer.highestOneBit(Math.max(1, values.size())) * 4][];
    for (byte[] value : values) {
      int at = hash(value, 0, value.length);
      while (table[at] != null && !Arrays.equals(table[at], value)) {
        at = (at + 1) & (table.length - 1);
      }
      table[at] = value;
    }
  }

  boolean contains(byte[] data, int start, int end) {
    int at = hash(data, start, end);
    while (table[at] != null) {
      if (Arrays.equals(table[at], 0, table[at].length, data, start, end)) {
        return true;
      }
      at = (at + 1) & (table.length - 1);
    }
    return false;
  }

  private int hash(byte[] data, int start, int end) {
    int hash = 1;
    for (int at = start; at < end; at++) {
      hash = 31 * hash + data[at];
    }
    return (hash ^ hash >>> 16) & (table.length - 1);
  }
}
