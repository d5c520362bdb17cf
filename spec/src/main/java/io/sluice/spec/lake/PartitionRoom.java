package io.sluice.spec.lake;

import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/**
 * How long the folders of a partition may be together ({@code year=2024/carrier=AA}), so that
 * storage takes the paths of files in them. Each folder's name is limited besides, by {@link
 * FolderNames}.
 *
 * @param bytes of UTF-8, with the slashes between folders
 */
public record PartitionRoom(int bytes) implements Serializable {
  /** As much as anybody needs. */
  public static final PartitionRoom AMPLE = new PartitionRoom(Integer.MAX_VALUE);

  /** {@link #tooLong}, up to the number of bytes. */
  public static final String BEFORE_BYTES = "the texts that name the row's partition take ";

  /** {@link #tooLong}, after the column. */
  public static final String AFTER_COLUMN = ", 20), or by fewer columns";

  private static final long serialVersionUID = 1;

  /** What folders take at most whose keys have no text as their value, and at least the others. */
  public static int withoutTexts(List<PartitionField> keys) {
    return withoutTexts(keys, List.of());
  }

  private static int withoutTexts(List<PartitionField> keys, Collection<PartitionField> texts) {
    int bytes = Math.max(0, keys.size() - 1);
    for (PartitionField key : keys) {
      bytes += FolderNames.keyBytes(key.name());
    }
    return bytes + (keys.size() - texts.size()) * FolderNames.LONGEST_OTHER;
  }

  /**
   * What is left for the values of keys that are texts, escapes included.
   *
   * @param texts those keys
   * @return empty where whatever texts have folders, each for itself, there is room for all of them
   */
  public OptionalInt leftForTexts(List<PartitionField> keys, Collection<PartitionField> texts) {
    long longest = 0;
    for (PartitionField key : texts) {
      int folder = FolderNames.MOST_NAME_BYTES - FolderNames.keyBytes(key.name());
      boolean cut = key.function() == PartitionFunction.TRUNCATE;
      // A character has at most four bytes, and three where it is escaped.
      long value = cut ? Math.min(folder, 4L * key.argument()) : folder;
      longest += Math.max(FolderNames.NULL_BYTES, value);
    }
    int left = bytes - withoutTexts(keys, texts);
    return texts.isEmpty() || longest <= left ? OptionalInt.empty() : OptionalInt.of(left);
  }

  /**
   * What is told of a row that does not fit; without its values.
   *
   * @param column whose text is the longest
   * @param bytes what its texts take
   * @param left by {@link #leftForTexts}
   */
  public static String tooLong(String column, int bytes, int left) {
    return BEFORE_BYTES + bytes + beforeColumn(left) + column + AFTER_COLUMN;
  }

  /** {@link #tooLong}, between the number of bytes and the column. */
  public static String beforeColumn(int left) {
    return " bytes of the paths of its files, where "
        + left
        + " are left for them: partition by truncate(";
  }
}
