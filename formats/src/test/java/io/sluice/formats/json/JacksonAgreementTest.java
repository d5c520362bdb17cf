package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An independent parser gives the same verdicts and values on seeded random texts. */
class JacksonAgreementTest {
  private static final List<String> KEYS =
      List.of("a", "b", "name", "customer_address_line_2", "한글");

  private final JsonFactory jackson =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private final ObjectMapper mapper = new ObjectMapper();
  private final ObjectFields wanted = new ObjectFields();
  private final FieldTable table = new FieldTable(KEYS.size(), 4, JsonUnescaper.INSTANCE);
  private final ObjectTokenizer tokenizer;

  JacksonAgreementTest() {
    for (int i = 0; i < KEYS.size(); i++) {
      wanted.want(List.of(KEYS.get(i)), i);
    }
    tokenizer = new ObjectTokenizer(wanted, KEYS.size(), null);
    tokenizer.writeTo(table);
  }

  private boolean jacksonAccepts(byte[] bytes) throws IOException {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      return false;
    }
    // From bytes: from text, it takes any character for a hex digit whose low byte is one.
    try (JsonParser parser = jackson.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  @Test
  void validTexts() throws IOException {
    for (int seed = 0; seed < 3_000; seed++) {
      String json = new RandomJson(seed).object(4);
      byte[] bytes = json.getBytes(UTF_8);
      assertTrue(jacksonAccepts(bytes), json);
      assertTrue(
          tokenizer.record(bytes, 0, bytes.length, 0),
          () -> json + ": " + tokenizer.scanner().failureMessage());
      JsonNode expected = mapper.readTree(json);
      for (int i = 0; i < KEYS.size(); i++) {
        assertValue(expected.get(KEYS.get(i)), bytes, i, json);
      }
    }
  }

  private void assertValue(JsonNode expected, byte[] bytes, int slot, String json)
      throws IOException {
    byte flags = table.flags()[slot];
    if (expected == null) {
      assertEquals(FieldTable.MISSING, flags, json);
      return;
    }
    int start = table.starts()[slot];
    int end = table.ends()[slot];
    if ((flags & FieldTable.QUOTED) != 0) {
      byte[] text = new byte[end - start];
      int length = JsonUnescaper.INSTANCE.unescape(bytes, start, end, text);
      assertTrue(expected.isTextual(), json);
      assertEquals(expected.textValue(), new String(text, 0, length, UTF_8), json);
      if ((flags & FieldTable.ESCAPED) == 0) {
        assertEquals(expected.textValue(), new String(bytes, start, end - start, UTF_8), json);
      }
    } else {
      assertEquals(expected, mapper.readTree(bytes, start, end - start), json);
      assertEquals(expected.isNull(), flags == FieldTable.NULL, json);
      assertEquals(expected.isContainerNode(), flags == FieldTable.NESTED, json);
    }
  }

  @Test
  void corruptedTexts() throws IOException {
    int accepted = 0;
    for (int seed = 0; seed < 15_000; seed++) {
      RandomJson random = new RandomJson(seed);
      byte[] bytes = random.corrupted(random.object(3).getBytes(UTF_8));
      boolean verdict = tokenizer.record(bytes, 0, bytes.length, 0);
      if (!verdict && tokenizer.scanner().failureCode() == RejectCode.MALFORMED_ESCAPE) {
        // Half a surrogate pair: the one thing in strings that is refused beyond the grammar.
        continue;
      }
      accepted += verdict ? 1 : 0;
      String text = new String(bytes, UTF_8);
      assertEquals(
          jacksonAccepts(bytes), verdict, () -> text + ": " + tokenizer.scanner().failureMessage());
    }
    assertTrue(accepted > 1_500 && accepted < 13_500, "both verdicts are common: " + accepted);
  }
}
