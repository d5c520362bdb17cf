package io.sluice.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceSpecTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ' ',
      value = {
        "/in/*.csv /in/ *.csv",
        "/in/a/**/x?.csv /in/a/ **/x?.csv",
        "in[1]/x.csv . in[1]/x.csv",
        "/d/in\\[1\\]/{a,b} /d/in[1]/ {a,b}",
        "/d/\\*/\\{x\\}/y*/z /d/*/{x}/ y*/z",
        "/d/c\\*d/x.csv /d/c*d/ x.csv",
      })
  void aGlobIsARootAndAPattern(String path, String root, String pattern) {
    SourceSpec source = SourceSpec.of(path);
    assertTrue(source.isGlob());
    assertEquals(root.equals(".") ? "" : root, source.root());
    assertEquals(pattern, source.pattern());
    assertEquals(path, source.glob());
  }

  @Test
  void whatIsLiteralStandsForItself() {
    SourceSpec source = SourceSpec.of("").at("/a[1]\\x/in/*.csv", "/a[1]\\x".length());
    assertEquals("/a[1]\\x/in/", source.root());
    assertEquals("*.csv", source.pattern());
    assertEquals("/a\\[1\\]\\\\x/in/*.csv", source.glob());
    assertFalse(SourceSpec.of("").at("/a[1]/in", 5).isGlob());
    assertEquals("/b\\x/in", SourceSpec.of("/b\\x/in").root());
  }
}
