package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/**
 * Which keys of an object are wanted: each may fill a slot of a {@code FieldTable}, and may have
 * wanted keys of its own inside. Keys that are not wanted are learned on the way, so that they are
 * recognised as fast as the others.
 */
final class ObjectFields {
  static final int NO_SLOT = -1;

  final KeyDictionary keys = new KeyDictionary();
  private int[] slots = new int[16];
  private ObjectFields[] inner = new ObjectFields[16];
  private long[] stamps = new long[16];

  /**
   * Wants the value at the end of a path of keys.
   *
   * @param slot where it goes; a key named twice keeps its first slot
   * @return the slot that the value goes to
   */
  int want(List<String> path, int slot) {
    byte[] name = path.get(0).getBytes(UTF_8);
    int key = keys.find(name, 0, name.length);
    if (key < 0) {
      key = add(name, 0, name.length);
    }
    if (path.size() == 1) {
      if (slots[key] == NO_SLOT) {
        slots[key] = slot;
      }
      return slots[key];
    }
    if (inner[key] == null) {
      inner[key] = new ObjectFields();
    }
    return inner[key].want(path.subList(1, path.size()), slot);
  }

  /** Adds a key that no slot wants. */
  int add(byte[] b, int start, int end) {
    int key = keys.add(b, start, end);
    if (key == slots.length) {
      int capacity = slots.length * 2;
      slots = Arrays.copyOf(slots, capacity);
      inner = Arrays.copyOf(inner, capacity);
      stamps = Arrays.copyOf(stamps, capacity);
    }
    slots[key] = NO_SLOT;
    return key;
  }

  /** The slot of a key's value, or {@link #NO_SLOT}. */
  int slot(int key) {
    return slots[key];
  }

  /** What is wanted inside a key's value; null: nothing. */
  ObjectFields inner(int key) {
    return inner[key];
  }

  /** Notes that the object numbered {@code stamp} has the key; false if it had it before. */
  boolean first(int key, long stamp) {
    if (stamps[key] == stamp) {
      return false;
    }
    stamps[key] = stamp;
    return true;
  }

  /** Sets {@code flag} in a row's flags for every slot in here. */
  void flagAll(byte[] flags, int rowStart, byte flag) {
    for (int key = 0; key < keys.size(); key++) {
      if (slots[key] != NO_SLOT) {
        flags[rowStart + slots[key]] = flag;
      }
      if (inner[key] != null) {
        inner[key].flagAll(flags, rowStart, flag);
      }
    }
  }
}
