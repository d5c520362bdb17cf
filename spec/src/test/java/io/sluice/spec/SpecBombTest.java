package io.sluice.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Short texts that would be large, or endless, if they were taken at their word. The time is only
 * for those: what is refused takes a moment.
 */
@Timeout(300)
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

  private static String refusal(String column, String quality) {
    String spec =
        "dataset: d\nsource: {path: x}\nschema: [{name: a, type: '"
            + column
            + "'}]\nquality: [{matches: {column: a, pattern: '"
            + quality
            + "'}}]\ntarget: {}\n";
    return assertThrows(SpecException.class, () -> SpecReader.read(spec, "deep.yml")).getMessage();
  }

  @Test
  void deepTypesAndPatternsAreRefused() {
    for (int depth : new int[] {100, 20_000}) {
      for (String outer : new String[] {"array<", "map<int,", "struct<a:", "map<"}) {
        String type = refusal(outer.repeat(depth) + "int" + ">".repeat(depth), "x");
        assertTrue(type.contains("deep.yml:3:"), type);
        assertTrue(type.contains("nested more than 100 deep"), type);
        assertTrue(type.length() < 2_000, type);
      }
    }
    SpecReader.read(
        "dataset: d\nsource: {path: x}\ntarget: {}\nschema: [{name: a, type: '"
            + "array<".repeat(99)
            + "int"
            + ">".repeat(99)
            + "'}]\n",
        "deep.yml");
    String pattern = refusal("int", "(".repeat(200_000) + ")".repeat(200_000));
    assertTrue(pattern.contains("is not a regular expression: Stack overflow"), pattern);
  }

  @Test
  void deepNestingIsRefused() {
    for (String name : new String[] {"deep.yml", "deep.json"}) {
      String deep = "[".repeat(100_000) + "]".repeat(100_000);
      assertThrows(SpecException.class, () -> SpecReader.read(deep, name));
    }
  }
}
