package io.sluice.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Short texts that would be large, or endless, if they were taken at their word. */
@Timeout(20)
class SpecBombTest {
  @Test
  void nestedAliasesAreRefused() {
    StringBuilder spec = new StringBuilder("dataset: d\nx0: &x0 [a,a,a,a,a,a,a,a,a,a]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*x" + (i - 1);
      spec.append("x" + i + ": &x" + i + " [")
          .append(String.join(",", java.util.Collections.nCopies(10, alias)))
          .append("]\n");
    }
    assertTrue(spec.length() < 800);
    SpecException refused =
        assertThrows(SpecException.class, () -> SpecReader.read(spec.toString(), "bomb.yml"));
    assertTrue(refused.getMessage().contains("aliases"), refused.getMessage());
  }

  @Test
  void anAliasOfACollectionIsUsable() {
    DatasetSpec spec =
        SpecReader.read(
            """
            dataset: d
            source: {path: x, options: {null_tokens: &tokens [NA, '-']}}
            schema:
              - {name: a, type: int, null_tokens: *tokens}
              - {name: b, type: int, null_tokens: *tokens}
            target: {}
            """,
            "spec.yml");
    assertEquals(spec.schema().get(0).nullTokens(), spec.schema().get(1).nullTokens());
  }

  @Test
  void deepNestingIsRefused() {
    for (String name : new String[] {"deep.yml", "deep.json"}) {
      String deep = "[".repeat(100_000) + "]".repeat(100_000);
      assertThrows(SpecException.class, () -> SpecReader.read(deep, name));
    }
  }
}
