package io.sluice.parquet.partition;

import io.sluice.formats.column.Column;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the values of one partition key: equal values get equal codes, null gets 0. The text of a
 * value is made once, when it is first seen.
 */
abstract sealed class KeyEncoder permits WordKeyEncoder, BytesKeyEncoder {
  static final int NULL_CODE = 0;

  private final List<String> texts = new ArrayList<>();
  private final Map<String, Integer> codeOfText = new HashMap<>();
  private int[] codeOfEntry = new int[64];
  private int known;

  KeyEncoder() {
    texts.add(null);
  }

  static KeyEncoder of(PartitionKey key, DataType source) {
    boolean bytes =
        source == Primitive.STRING
            || source == Primitive.BINARY
            || (source instanceof DecimalType decimal
                && decimal.precision() > DecimalType.MAX_LONG_PRECISION);
    return bytes && key.field().function() != PartitionFunction.BUCKET
        ? new BytesKeyEncoder(key.field(), source)
        : new WordKeyEncoder(key.field(), source);
  }

  /** Of a value that whoever hands rows over should have rejected. */
  static IllegalArgumentException noPartition(PartitionField field, DataType type) {
    return new IllegalArgumentException(
        "column "
            + field.column()
            + ": "
            + field.tooSmall(field.leastValue(type).orElseThrow(), type));
  }

  /** Writes the codes of rows {@code 0 .. count - 1}. */
  abstract void encode(Column column, int count, int[] codes);

  /** How many values were empty texts, which folders cannot tell from null. */
  long empties() {
    return 0;
  }

  /** The value's text; null for {@link #NULL_CODE}. */
  final String text(int code) {
    return texts.get(code);
  }

  /** The text of a dictionary entry. */
  abstract String textOf(int entry);

  /** Codes of the dictionary's entries; several may share one, as the days of a year do. */
  final int[] codes(int entries) {
    if (entries > codeOfEntry.length) {
      codeOfEntry = Arrays.copyOf(codeOfEntry, Math.max(entries, codeOfEntry.length * 2));
    }
    for (; known < entries; known++) {
      String text = textOf(known);
      // Hive's folder names cannot tell an empty text from null.
      codeOfEntry[known] = text.isEmpty() ? NULL_CODE : codeOf(text);
    }
    return codeOfEntry;
  }

  private int codeOf(String text) {
    Integer code = codeOfText.get(text);
    if (code == null) {
      code = texts.size();
      codeOfText.put(text, code);
      texts.add(text);
    }
    return code;
  }
}
