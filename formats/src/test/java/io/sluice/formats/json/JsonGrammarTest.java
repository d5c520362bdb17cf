package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 8259 allows and forbids, and what is refused beyond it. */
class JsonGrammarTest {
  private final ObjectFields wanted = new ObjectFields();
  private final FieldTable table = new FieldTable(1, 4, JsonUnescaper.INSTANCE);
  private final ObjectTokenizer tokenizer;

  JsonGrammarTest() {
    wanted.want(List.of("a"), 0);
    tokenizer = new ObjectTokenizer(wanted, 1, null);
    tokenizer.writeTo(table);
  }

  private boolean accepts(byte[] bytes) {
    return tokenizer.record(bytes, 0, bytes.length, 0);
  }

  private void assertRefused(String json, RejectCode code, int position, String message) {
    // Once with the key wanted, once in a place nobody reads: the verdict must not differ.
    assertFalse(accepts(json.getBytes(UTF_8)), json);
    assertEquals(code, tokenizer.scanner().failureCode(), json);
    assertEquals(position, tokenizer.scanner().failurePosition(), json);
    assertTrue(
        tokenizer.scanner().failureMessage().contains(message),
        tokenizer.scanner().failureMessage());
    assertEquals(FieldTable.MISSING, table.flags()[0]);
    if (code != RejectCode.NOT_AN_OBJECT) {
      assertFalse(accepts(("{\"x\":[" + json + "]}").getBytes(UTF_8)), json);
      assertFalse(accepts(("{\"a\":[" + json + "]}").getBytes(UTF_8)), json);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " { } ",
        "\t{\r\n}\n",
        "{\"a\":1}",
        "{ \"a\" : 1 , \"b\" : [ ] , \"c\" : { } }",
        "{\"a\":0}",
        "{\"a\":-0}",
        "{\"a\":-0.0e-0}",
        "{\"a\":1E+400}",
        "{\"a\":123456789012345678901234567890.123456789e10}",
        "{\"a\":\"\"}",
        "{\"\":1}",
        "{\"a\":\"\\u0000\\ud83d\\uDE00\\/\\b\\f\\n\\r\\t\\\"\\\\\"}",
        "{\"a\":\"\u007f\u2028\"}",
        "{\"a\":[[],[[]],{},{\"a\":{\"a\":1}},null,true,false,1,\"x\"]}",
        "{\"b\":{\"a\":1,\"b\":2},\"a\":{\"b\":1}}",
      })
  void accepted(String json) {
    assertTrue(accepts(json.getBytes(UTF_8)), () -> tokenizer.scanner().failureMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\'',
      value = {
        "{~1~a key in quotes or '}'",
        "{,}~1~a key in quotes or '}' but found ','",
        "{a:1}~1~a key in quotes or '}' but found 'a'",
        "{\"a\"}~4~':' after a key but found '}'",
        "{\"a\":}~5~a value but found '}'",
        "{\"a\":1~6~',' or '}' but found the end of the record",
        "{\"a\":1,}~7~a key in quotes but found '}'",
        "{\"a\":1 \"b\":2}~7~',' or '}' but found '\"'",
        "{\"a\":1]~6~',' or '}' but found ']'",
        "{\"a\":[1}~7~',' or ']' but found '}'",
        "{\"a\":[1,]}~8~a value but found ']'",
        "{\"a\":[,1]}~6~a value but found ','",
        "{\"a\":[1 2]}~8~',' or ']' but found '2'",
        "{\"a\":1}}~7~the end of the record but found '}'",
        "{\"a\":1} x~8~the end of the record but found 'x'",
        "{\"a\":01}~5~a number must not begin with 0",
        "{\"a\":-}~6~a digit but found '}'",
        "{\"a\":+1}~5~a value but found '+'",
        "{\"a\":.5}~5~a value but found '.'",
        "{\"a\":1.}~7~a digit after the decimal point but found '}'",
        "{\"a\":1e}~7~a digit in the exponent but found '}'",
        "{\"a\":1e+}~8~a digit in the exponent but found '}'",
        "{\"a\":0x1F}~6~',' or '}' but found 'x'",
        "{\"a\":NaN}~5~a value but found 'N'",
        "{\"a\":Infinity}~5~a value but found 'I'",
        "{\"a\":nul}~5~expected null in full",
        "{\"a\":True}~5~a value but found 'T'",
        "{\"a\":trux}~5~expected true in full",
        "{\"a\":nullx}~9~',' or '}' but found 'x'",
        "{\"a\":'x'}~5~a value but found '''",
        "{\"a\":\"x}~5~the string that begins here never ends",
        "{\"a\":\"\\x\"}~6~a backslash in a string must begin one of",
        "{\"a\":\"\\u12g4\"}~6~four hexadecimal digits",
        "{\"a\":\"\\u12~6~four hexadecimal digits",
        "{\"a\":\"12345678\\~14~a backslash in a string must begin one of",
        "{/*x*/\"a\":1}~1~a key in quotes or '}' but found '/'",
        "{\"é\":€}~6~a value but found '€'",
      })
  void malformed(String json, int position, String message) {
    assertRefused(json, RejectCode.MALFORMED_JSON, position, message);
  }

  @ParameterizedTest
  @CsvSource({"1,a number", "'\"x\"',a string", "null,null", "'[{}]',an array", "true,a boolean"})
  void otherValuesAreNoRecords(String json, String kind) {
    assertRefused(json, RejectCode.NOT_AN_OBJECT, 0, "but this is " + kind);
  }

  @Test
  void controlCharactersInStringsAndElsewhere() {
    assertRefused("{\"a\":\"x\ty\"}", RejectCode.MALFORMED_JSON, 7, "control character (0x09)");
    assertRefused("{\"a\":\u0000}", RejectCode.MALFORMED_JSON, 5, "control character 0x00");
  }

  @Test
  void keysOfOneObjectDiffer() {
    assertRefused("{\"a\":1,\"a\":1}", RejectCode.DUPLICATE_KEY, 7, "\"a\" occurs twice");
    assertRefused("{\"x\":1,\"b\":2,\"x\":3}", RejectCode.DUPLICATE_KEY, 13, "\"x\" occurs twice");
    assertRefused("{\"a\":{\"x\":1,\"x\":2}}", RejectCode.DUPLICATE_KEY, 12, "\"x\" occurs twice");
    assertRefused(
        "{\"xyz\":1,\"x\\u0079z\":2}", RejectCode.DUPLICATE_KEY, 9, "\"x\\u0079z\" occurs twice");
    assertRefused(
        "{\"n\":[{\"xyz\":1,\"x\\u0079z\":2}]}", RejectCode.DUPLICATE_KEY, 15, "occurs twice");
    StringBuilder many = new StringBuilder("{");
    for (int i = 0; i < KeyDictionary.LIMIT + 100; i++) {
      many.append("\"key").append(i).append("\":1,");
    }
    String keys = many.toString();
    assertTrue(accepts((keys + "\"a\":1}").getBytes(UTF_8)));
    assertTrue(accepts(("{\"a\":" + keys + "\"a\":1}}").getBytes(UTF_8)));
    int last = KeyDictionary.LIMIT + 99;
    assertRefused(
        keys + "\"key" + last + "\":1}", RejectCode.DUPLICATE_KEY, keys.length(), "occurs twice");
    assertRefused(keys + "\"key0\":1}", RejectCode.DUPLICATE_KEY, keys.length(), "occurs twice");
  }

  @Test
  void halfSurrogatePairsHaveNoText() {
    for (String half :
        List.of("\\ud83d", "\\ude00", "\\ud83d\\u0041", "\\ude00\\ud83d", "\\ud83dx")) {
      assertRefused(
          "{\"a\":\"" + half + "\"}", RejectCode.MALFORMED_ESCAPE, 6, "half of a surrogate pair");
      byte[] text = half.getBytes(UTF_8);
      assertEquals(
          -1, JsonUnescaper.INSTANCE.unescape(text, 0, text.length, new byte[text.length]), half);
    }
  }

  @Test
  void depthIsLimited() {
    int most = JsonScanner.MAX_DEPTH - 1;
    String deep = "{\"a\":" + "[".repeat(most) + "]".repeat(most) + "}";
    assertTrue(accepts(deep.getBytes(UTF_8)));
    assertTrue(accepts(deep.replace("\"a\"", "\"x\"").getBytes(UTF_8)));
    assertRefused(
        deep.replace("[]", "[[]]"), RejectCode.MALFORMED_JSON, 5 + most, "deeper than 1000 levels");
    String objects = "{\"a\":".repeat(100_000);
    assertRefused(objects, RejectCode.MALFORMED_JSON, most * 5 + 5, "deeper than 1000 levels");
  }

  @Test
  void malformedUtf8IsRefusedWhereverItStands() {
    byte[] good = "{\"a\":\"é€😀\",\"é\":1}".getBytes(UTF_8);
    assertTrue(accepts(good));
    assertTrue(accepts(good));
    for (int i = 0; i < good.length; i++) {
      if (good[i] < 0) {
        byte[] bad = good.clone();
        bad[i] = (byte) 0xff;
        assertFalse(accepts(bad));
        assertEquals(RejectCode.INVALID_ENCODING, tokenizer.scanner().failureCode());
        // Keys of rejected records are remembered, but do not become good by that.
        assertFalse(accepts(bad));
      }
    }
    assertTrue(accepts(good));
  }

  @Test
  void keysThatNeedEscapesAreNotMatchedUnescaped() {
    for (String key : List.of("a\\\"", "a\\\\", "a\\n")) {
      for (int i = 0; i < 3; i++) {
        assertTrue(accepts(("{\"" + key + "\":1,\"b\":2}").getBytes(UTF_8)));
      }
    }
    assertFalse(accepts("{\"a\"\":1,\"b\":2}".getBytes(UTF_8)));
    assertFalse(accepts("{\"a\n\":1,\"b\":2}".getBytes(UTF_8)));
    assertTrue(accepts("{\"\\u0061\":12}".getBytes(UTF_8)));
    assertEquals(2, table.ends()[0] - table.starts()[0]);
  }

  @Test
  void positionsDoNotDependOnWhatStandsAfter() {
    byte[] record = "{\"a\":\"xyz\"}".getBytes(UTF_8);
    byte[] larger = Arrays.copyOf(record, 64);
    Arrays.fill(larger, record.length, 64, (byte) '"');
    assertTrue(tokenizer.record(larger, 0, record.length, 0));
    for (int split = 0; split < record.length; split++) {
      assertFalse(tokenizer.record(larger, 0, split, 0), "split at " + split);
    }
  }
}
