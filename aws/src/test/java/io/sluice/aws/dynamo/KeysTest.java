package io.sluice.aws.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.aws.arrival.Batch;
import io.sluice.ledger.FileHistoryEntry.State;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class KeysTest {
  private static String sk(Map<String, AttributeValue> item) {
    return item.get(Keys.SK).s();
  }

  /** They are compared as text, by machines of any language. */
  @Test
  void numbersAreWrittenInTheSameDigitsEverywhere() {
    Locale before = Locale.getDefault();
    for (String language : List.of("ar-EG", "fa-IR", "bn-BD")) {
      Locale.setDefault(Locale.forLanguageTag(language));
      try {
        assertEquals("C#000000000000012", sk(Keys.commit("t", 12)));
        assertEquals("N#000000000000012", sk(Keys.batch("d", 12)));
        assertEquals(12, Batch.number("000012"));
        FileItem.Version version =
            new FileItem.Version(1, "r", "i", 2, State.RELEASED, Optional.empty());
        FileItem full =
            new FileItem(
                Keys.file("d", "t", "u"),
                12,
                Collections.nCopies(FileItem.MOST_VERSIONS + 1, version));
        assertEquals("H#000000000000012", sk(full.items().get(1)));
      } finally {
        Locale.setDefault(before);
      }
    }
  }
}
