package io.sluice.formats.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Seeded random JSON texts, laid out and escaped in every way the grammar allows. */
final class RandomJson {
  private static final String[] KEYS = {
    "a", "b", "name", "value_1", "customer_address_line_1", "customer_address_line_2", "한글", "é", ""
  };

  private final Random random;

  RandomJson(long seed) {
    random = new Random(seed);
  }

  Random random() {
    return random;
  }

  /** An object whose keys differ. */
  String object(int depth) {
    Map<String, String> members = new LinkedHashMap<>();
    int size = random.nextInt(10) == 0 ? 20 + random.nextInt(20) : random.nextInt(6);
    for (int i = 0; i < size; i++) {
      String key =
          random.nextInt(3) > 0 ? KEYS[random.nextInt(KEYS.length)] : "k" + random.nextInt(60);
      members.put(key, value(depth - 1));
    }
    StringBuilder text = new StringBuilder("{").append(space());
    members.forEach(
        (key, value) -> {
          if (text.charAt(text.length() - 1) != '{' && text.indexOf(":") > 0) {
            text.append(',').append(space());
          }
          text.append(string(key)).append(space()).append(':').append(space());
          text.append(value).append(space());
        });
    return text.append('}').toString();
  }

  String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> "null";
      case 1 -> random.nextBoolean() ? "true" : "false";
      case 2 -> number();
      case 3 -> Long.toString(random.nextInt(1000) - 500);
      case 4, 5, 6 -> string(text());
      case 7 -> array(depth);
      default -> object(depth);
    };
  }

  private String array(int depth) {
    StringBuilder text = new StringBuilder("[").append(space());
    int size = random.nextInt(5);
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : "," + space()).append(value(depth - 1)).append(space());
    }
    return text.append(']').toString();
  }

  String number() {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    text.append(random.nextBoolean() ? "0" : Integer.toString(1 + random.nextInt(99999)));
    if (random.nextBoolean()) {
      text.append('.').append(String.format("%0" + (1 + random.nextInt(6)) + "d", 7));
    }
    if (random.nextInt(3) == 0) {
      text.append(random.nextBoolean() ? 'e' : 'E');
      text.append(new String[] {"", "+", "-"}[random.nextInt(3)]).append(random.nextInt(30));
    }
    return text.toString();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(24);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(
          switch (random.nextInt(12)) {
            case 0 -> '"';
            case 1 -> '\\';
            case 2 -> random.nextInt(0x20);
            case 3 -> 0xac00 + random.nextInt(1000);
            case 4 -> 0x1f600 + random.nextInt(60);
            case 5 -> 0xe0 + random.nextInt(20);
            default -> ' ' + random.nextInt(0x5f);
          });
    }
    return text.toString();
  }

  /** The text as a JSON string, with escapes where they must be and in places where they may. */
  String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String two =
          "\"\\/\b\f\n\r\t".indexOf(c) < 0
              ? null
              : "\\" + "\"\\/bfnrt".charAt("\"\\/\b\f\n\r\t".indexOf(c));
      if (two != null && (c != '/' || random.nextBoolean()) && random.nextInt(4) > 0) {
        json.append(two);
      } else if (c < 0x20 || c == '"' || c == '\\' || random.nextInt(20) == 0) {
        json.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
        if (Character.isHighSurrogate(c)) {
          json.append(String.format("\\u%04x", (int) text.charAt(++i)));
        }
      } else {
        json.append(c);
        if (Character.isHighSurrogate(c)) {
          json.append(text.charAt(++i));
        }
      }
    }
    return json.append('"').toString();
  }

  private String space() {
    return switch (random.nextInt(8)) {
      case 0 -> " ";
      case 1 -> "\t";
      default -> "";
    };
  }

  /** The text with one to three bytes changed, dropped, doubled or added. */
  byte[] corrupted(byte[] json) {
    byte[] bytes = json;
    for (int n = 1 + random.nextInt(3); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      byte[] marks = "{}[]\",:\\ 0-.eEtfnu\t\1".getBytes(java.nio.charset.StandardCharsets.UTF_8);
      byte mark = marks[random.nextInt(marks.length)];
      int kind = random.nextInt(4);
      byte[] changed = new byte[bytes.length + (kind == 0 ? 0 : kind == 1 ? -1 : 1)];
      System.arraycopy(bytes, 0, changed, 0, at);
      if (kind == 0) {
        System.arraycopy(bytes, at, changed, at, bytes.length - at);
        changed[at] = mark;
      } else if (kind == 1) {
        System.arraycopy(bytes, at + 1, changed, at, bytes.length - at - 1);
      } else {
        changed[at] = kind == 2 ? mark : bytes[at];
        System.arraycopy(bytes, at, changed, at + 1, bytes.length - at);
      }
      bytes = changed;
    }
    return bytes;
  }
}
