package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Seeded random files of JSON lines, most of which look alike: some differ in the order or number
 * of their keys, in white space, in kinds of values, or are broken.
 */
final class RandomLines {
  private static final String[] KEYS = {
    "id",
    "big",
    "amount",
    "wide",
    "ratio",
    "half",
    "name",
    "day",
    "at",
    "ok",
    "blob",
    "o",
    "list",
    "map",
    "extra",
    "한글",
    "extra_key_that_is_quite_long",
    "x.y",
    "alias"
  };

  private final Random random;
  private final RandomJson json;
  private final String newline;
  private final int oddity;
  private final int spaces;

  RandomLines(long seed) {
    random = new Random(seed);
    json = new RandomJson(seed);
    newline = random.nextInt(3) == 0 ? "\r\n" : "\n";
    // One line in so many is odd.
    oddity = 1 << random.nextInt(9);
    spaces = random.nextInt(3);
  }

  byte[] file(int lines) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    List<String> keys = keys();
    for (int line = 0; line < lines; line++) {
      if (random.nextInt(oddity * 4) == 0) {
        keys = keys();
      }
      byte[] bytes = record(keys).getBytes(UTF_8);
      if (random.nextInt(oddity) == 0) {
        bytes = odd(bytes);
      }
      file.writeBytes(bytes);
      if (line < lines - 1 || random.nextBoolean()) {
        file.writeBytes(newline.getBytes(UTF_8));
      }
    }
    return file.toByteArray();
  }

  private byte[] odd(byte[] line) {
    return switch (random.nextInt(8)) {
      case 0 -> new byte[0];
      case 1 -> " \t".getBytes(UTF_8);
      case 2 -> json.object(2).getBytes(UTF_8);
      case 3 -> {
        byte[] bytes = line.clone();
        if (bytes.length > 0) {
          bytes[random.nextInt(bytes.length)] = (byte) (0x80 | random.nextInt(0x80));
        }
        yield bytes;
      }
      case 4 -> (new String(line, UTF_8) + " ").getBytes(UTF_8);
      default -> json.corrupted(line);
    };
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>(List.of(KEYS));
    for (int swaps = random.nextInt(6); swaps > 0; swaps--) {
      Collections.swap(keys, random.nextInt(keys.size()), random.nextInt(keys.size()));
    }
    if (random.nextInt(20) == 0) {
      keys.add(KEYS[random.nextInt(KEYS.length)]);
    }
    keys.removeIf(key -> random.nextInt(6) == 0);
    return keys;
  }

  private String record(List<String> keys) {
    String comma = spaces == 0 ? "," : ", ";
    String colon = spaces == 2 ? " : " : spaces == 1 ? ": " : ":";
    StringBuilder text = new StringBuilder("{");
    for (String key : keys) {
      boolean optional = random.nextInt(40) == 0;
      if (!optional) {
        text.append(text.length() == 1 ? "" : comma).append('"').append(key).append('"');
        text.append(colon).append(random.nextInt(60) == 0 ? json.value(2) : value(key));
      }
    }
    return text.append('}').toString();
  }

  private String value(String key) {
    if (random.nextInt(30) == 0) {
      return "null";
    }
    String value =
        switch (key) {
          case "id" -> digits(1 + random.nextInt(9));
          case "big" -> digits(1 + random.nextInt(19));
          case "amount" -> digits(1 + random.nextInt(12)) + "." + random.nextInt(100);
          case "wide" -> digits(1 + random.nextInt(25)) + "." + random.nextInt(1000);
          case "ratio", "half" -> json.number();
          case "day" -> quoted(random.nextInt(40) == 0 ? "2024-02-30" : date());
          case "at" ->
              quoted(date() + "T10:11:" + (10 + random.nextInt(50)) + suffix("", "Z", ".5"));
          case "ok" -> suffix("true", "false", "\"True\"", "\"false\"");
          case "blob" -> suffix("\"AAEC\"", "\"\"", "\"/w==\"");
          case "o" -> "{\"a\":" + random.nextInt(99) + ",\"b\":" + text() + "}";
          case "list" -> suffix("[]", "[1,2]", "[ 3 ]", "[null]");
          case "map" -> suffix("{}", "{\"k\":1}", "{\"k\":1,\"l\":null}");
          case "extra" -> json.value(3);
          default -> text();
        };
    boolean bare = value.charAt(0) == '-' || Character.isDigit(value.charAt(0));
    return bare && random.nextInt(12) == 0 ? quoted(value) : value;
  }

  private String text() {
    return random.nextInt(4) == 0
        ? json.string(json.text())
        : quoted("plain text of some length".substring(random.nextInt(26)));
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder(suffix("", "", "", "-"));
    digits.append(random.nextInt(30) == 0 ? 0 : 1 + random.nextInt(9));
    for (int i = 1; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private String date() {
    return String.format(
        "%04d-%02d-%02d",
        1900 + random.nextInt(200), 1 + random.nextInt(12), 1 + random.nextInt(28));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private String suffix(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
