package io.sluice.formats.json;

import io.sluice.formats.token.Unescaper;

/**
 * The text of a JSON string, as UTF-8: resolves the escapes of RFC 8259 §7. A surrogate pair of two
 * {@code \\u} escapes is one character; half a pair is malformed. Stateless.
 */
final class JsonUnescaper implements Unescaper {
  static final JsonUnescaper INSTANCE = new JsonUnescaper();

  private JsonUnescaper() {}

  @Override
  public int unescape(byte[] source, int start, int end, byte[] target) {
    int from = start;
    int to = 0;
    while (from < end) {
      byte c = source[from++];
      if (c != '\\') {
        target[to++] = c;
        continue;
      }
      if (from == end) {
        return -1;
      }
      c = source[from++];
      switch (c) {
        case '"', '\\', '/' -> target[to++] = c;
        case 'b' -> target[to++] = '\b';
        case 'f' -> target[to++] = '\f';
        case 'n' -> target[to++] = '\n';
        case 'r' -> target[to++] = '\r';
        case 't' -> target[to++] = '\t';
        case 'u' -> {
          int point = Hex.unit(source, from, end);
          from += 4;
          if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            int low =
                from + 6 <= end && source[from] == '\\' && source[from + 1] == 'u'
                    ? Hex.unit(source, from + 2, end)
                    : -1;
            if (!Character.isHighSurrogate((char) point)
                || low < Character.MIN_LOW_SURROGATE
                || low > Character.MAX_LOW_SURROGATE) {
              return -1;
            }
            point = Character.toCodePoint((char) point, (char) low);
            from += 6;
          }
          if (point < 0) {
            return -1;
          }
          to = utf8(point, target, to);
        }
        default -> {
          return -1;
        }
      }
    }
    return to;
  }

  private static int utf8(int point, byte[] target, int position) {
    int to = position;
    if (point < 0x80) {
      target[to++] = (byte) point;
    } else if (point < 0x800) {
      target[to++] = (byte) (0xc0 | point >> 6);
      target[to++] = (byte) (0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
      target[to++] = (byte) (0xe0 | point >> 12);
      target[to++] = (byte) (0x80 | (point >> 6 & 0x3f));
      target[to++] = (byte) (0x80 | (point & 0x3f));
    } else {
      target[to++] = (byte) (0xf0 | point >> 18);
      target[to++] = (byte) (0x80 | (point >> 12 & 0x3f));
      target[to++] = (byte) (0x80 | (point >> 6 & 0x3f));
      target[to++] = (byte) (0x80 | (point & 0x3f));
    }
    return to;
  }
}
