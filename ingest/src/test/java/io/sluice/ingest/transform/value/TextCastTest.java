package io.sluice.ingest.transform.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.spec.type.TypeParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCastTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          tinyint       | " 12 "                           | 12
          bigint        | -9223372036854775808             | -9223372036854775808
          decimal(3,2)  | 9.994                            | 9.99
          decimal(9,0)  | 1e3                              | 1000
          boolean       | yes                              | true
          double        | inf                              | Infinity
          float         | 0.1                              | 0.10000000149011612
          date          | 2024                             | 19723
          date          | 2024-2-3 anything                | 19756
          timestamp     | 1970-01-01 0:0:1.5               | 1500000
          timestamp     | 1970-01-01T00:00:00+1:00         | -3600000000
          timestamp     | 1970-07-01 02:00:00 Europe/Paris | 15642000000000
          timestamp_ntz | 1970-01-01T00:00:01+01:00        | 1000000
          """)
  void readsWhatSparkReads(String type, String text, String value) {
    assertEquals(value, TextCast.cast(text, TypeParser.parse(type)).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          tinyint      | 128         | The value '128' of the type "STRING" cannot be cast to "TINYINT" because it is malformed.
          date         | it's        | The value 'it\\'s' of the type "STRING" cannot be cast to "DATE" because it is malformed.
          date         | 2024-1-     | The value '2024-1-' of the type "STRING" cannot be cast to "DATE" because it is malformed.
          timestamp    | 2024-01-01T | The value '2024-01-01T' of the type "STRING" cannot be cast to "TIMESTAMP" because it is malformed.
          decimal(3,2) | 9.995       | 9.995 cannot be represented as Decimal(3, 2).
          decimal(3,2) | 1e38        | The value 1e38 cannot be interpreted as a numeric since it has more than 38 digits.
          """)
  void saysWhatSparkSays(String type, String text, String message) {
    TextCast.CastException e =
        assertThrows(
            TextCast.CastException.class, () -> TextCast.cast(text, TypeParser.parse(type)));
    assertEquals(message, e.getMessage());
  }
}
