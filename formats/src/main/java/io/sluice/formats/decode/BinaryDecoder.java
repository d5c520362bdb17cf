package io.sluice.formats.decode;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import java.util.Arrays;

/** {@code binary}: base64 (RFC 4648, padded or not) or pairs of hexadecimal digits. */
final class BinaryDecoder extends ScalarDecoder {
  private static final byte[] BASE64 = new byte[256];
  private static final byte[] HEX = new byte[256];

  static {
    Arrays.fill(BASE64, (byte) -1);
    Arrays.fill(HEX, (byte) -1);
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < letters.length(); i++) {
      BASE64[letters.charAt(i)] = (byte) i;
    }
    for (int i = 0; i < 16; i++) {
      HEX["0123456789abcdef".charAt(i)] = (byte) i;
      HEX["0123456789ABCDEF".charAt(i)] = (byte) i;
    }
  }

  private final boolean hex;
  private byte[] decoded = new byte[64];

  BinaryDecoder(ReadColumn column) {
    super(column);
    String format = column.rules().format().orElse("base64");
    if (!format.equals("base64") && !format.equals("hex")) {
      throw new IllegalArgumentException(
          "column " + column.name() + ": format of binary is base64 or hex, but is " + format);
    }
    hex = format.equals("hex");
  }

  @Override
  RejectCode unparsableCode() {
    return RejectCode.NOT_BINARY;
  }

  @Override
  boolean emptyIsValue() {
    return true;
  }

  @Override
  void decodeRows(FieldTable table, int field, Column out, RowErrors errors) {
    int records = table.records();
    for (int row = 0; row < records; row++) {
      decodeSlowly(table, field, row, out, errors);
    }
  }

  @Override
  Problem store(byte[] text, int start, int end, Column out, int row) {
    if (decoded.length < end - start) {
      decoded = new byte[Math.max(end - start, 2 * decoded.length)];
    }
    int length = hex ? fromHex(text, start, end) : fromBase64(text, start, end);
    if (length < 0) {
      return new Problem(
          RejectCode.NOT_BINARY,
          hex ? "is not hexadecimal" : "is not base64",
          hex ? "" : "set format: hex if it is hexadecimal");
    }
    ((BytesColumn) out).set(row, decoded, 0, length);
    return null;
  }

  private int fromHex(byte[] text, int start, int end) {
    if (((end - start) & 1) != 0) {
      return -1;
    }
    int length = 0;
    for (int i = start; i < end; i += 2) {
      int value = HEX[text[i] & 0xff] << 4 | HEX[text[i + 1] & 0xff];
      if (value < 0) {
        return -1;
      }
      decoded[length++] = (byte) value;
    }
    return length;
  }

  private int fromBase64(byte[] text, int start, int end) {
    int last = end;
    if (((end - start) & 3) == 0) {
      for (int pad = 0; pad < 2 && last > start && text[last - 1] == '='; pad++) {
        last--;
      }
    }
    int bits = 0;
    int pending = 0;
    int length = 0;
    for (int i = start; i < last; i++) {
      int value = BASE64[text[i] & 0xff];
      if (value < 0) {
        return -1;
      }
      bits = bits << 6 | value;
      pending += 6;
      if (pending >= 8) {
        pending -= 8;
        decoded[length++] = (byte) (bits >>> pending);
      }
    }
    // A lone last letter carries no whole byte; bits left over that are not zero would be lost.
    boolean whole = pending < 6 && (bits & ((1 << pending) - 1)) == 0;
    return whole ? length : -1;
  }
}
