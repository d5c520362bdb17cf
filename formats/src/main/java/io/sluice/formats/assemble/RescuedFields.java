package io.sluice.formats.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A JSON object of fields that no column took, built as UTF-8. */
public final class RescuedFields {
  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

  private byte[] json = new byte[256];
  private int length;

  void clear() {
    length = 0;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Adds a text as a JSON string. */
  public void addText(String name, byte[] text, int start, int end) {
    name(name);
    string(text, start, end);
  }

  /** Adds a value that is JSON already. */
  public void addJson(String name, byte[] value, int start, int end) {
    name(name);
    room(end - start);
    System.arraycopy(value, start, json, length, end - start);
    length += end - start;
  }

  private void name(String name) {
    room(1);
    json[length] = (byte) (length == 0 ? '{' : ',');
    length++;
    byte[] bytes = name.getBytes(UTF_8);
    string(bytes, 0, bytes.length);
    room(1);
    json[length++] = ':';
  }

  private void string(byte[] text, int start, int end) {
    room(6 * (end - start) + 2);
    byte[] to = json;
    int at = length;
    to[at++] = '"';
    for (int i = start; i < end; i++) {
      byte b = text[i];
      if (b == '"' || b == '\\') {
        to[at++] = '\\';
        to[at++] = b;
      } else if (b >= 0 && b < 0x20) {
        to[at++] = '\\';
        to[at++] = 'u';
        to[at++] = '0';
        to[at++] = '0';
        to[at++] = HEX[b >> 4];
        to[at++] = HEX[b & 0xF];
      } else {
        to[at++] = b;
      }
    }
    to[at++] = '"';
    length = at;
  }

  private void room(int bytes) {
    if (length + bytes > json.length) {
      json = Arrays.copyOf(json, Math.max(length + bytes, json.length * 2));
    }
  }

  /** Closes the object; {@link #bytes} has it, up to the length returned. */
  int finish() {
    room(1);
    json[length++] = '}';
    return length;
  }

  byte[] bytes() {
    return json;
  }
}
