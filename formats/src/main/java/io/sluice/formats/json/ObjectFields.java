package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

  /** Of a key that is a wanted one in other case: that one; else {@link #NO_SLOT}. */
  private int[] aliasOf = new int[16];

  /** When a wanted key was last taken from one in other case. */
  private long[] aliasStamps = new long[16];

  /** The wanted keys in lower case. */
  private final Map<String, Integer> folded = new HashMap<>();

  /**
   * Wants the value at the end of a path of keys. Where something inside a key is wanted as well as
   * its value, or another thing inside it, they are one key however it is spelled; two values are
   * those of two keys.
   *
   * @param slot where it goes; a key named twice keeps its first slot
   * @return the slot that the value goes to
   */
  int want(List<String> path, int slot) {
    byte[] name = path.get(0).getBytes(UTF_8);
    String plain = folded(name, 0, name.length);
    int key = keys.find(name, 0, name.length);
    if (key < 0) {
      Integer like = folded.get(plain);
      boolean same = like != null && (path.size() > 1 || slots[like] == NO_SLOT);
      key = same ? like : add(name, 0, name.length);
    }
    folded.putIfAbsent(plain, key);
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
      aliasOf = Arrays.copyOf(aliasOf, capacity);
      aliasStamps = Arrays.copyOf(aliasStamps, capacity);
    }
    slots[key] = NO_SLOT;
    aliasOf[key] = NO_SLOT;
    return key;
  }

  /**
   * Adds a key that was met in an object: one that is wanted, except for its case, is taken in its
   * place, as the names of columns are compared everywhere.
   */
  int learn(byte[] b, int start, int end) {
    int key = add(b, start, end);
    Integer exact = folded.get(folded(b, start, end));
    if (exact != null) {
      slots[key] = slots[exact];
      inner[key] = inner[exact];
      aliasOf[key] = exact;
    }
    return key;
  }

  private static String folded(byte[] b, int start, int end) {
    return new String(b, start, end - start, UTF_8).strip().toLowerCase(Locale.ROOT);
  }

  /** The wanted key that a key is, except for its case; {@link #NO_SLOT} if there is none. */
  int aliasOf(int key) {
    return aliasOf[key];
  }

  /**
   * Takes a wanted key from one in other case, in the object numbered {@code stamp}; false if the
   * object has the key itself already, or was taken from another.
   */
  boolean takesAlias(int exact, long stamp) {
    if (stamps[exact] == stamp || aliasStamps[exact] == stamp) {
      return false;
    }
    aliasStamps[exact] = stamp;
    return true;
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
