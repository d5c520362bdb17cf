package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyGlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "in/*.csv; in/a.csv; true",
        "in/*.csv; in/b/a.csv; false",
        "in/**.csv; in/b/a.csv; true",
        "in/{a,b}?.csv; in/b1.csv; true",
        "in/[!a-c].csv; in/d.csv; true",
        "in/서울*; in/서울 1+%2F.csv; true",
        "in/\\*; in/*; true",
        "in/\\*; in/a; false"
      })
  void matches(String glob, String key, boolean expected) {
    assertEquals(expected, KeyGlob.of(glob).matches(key));
    assertTrue(key.startsWith(KeyGlob.of(glob).prefix()) || !expected);
  }

  /** The same as for local files, which the JDK matches. */
  @Test
  void agreesWithTheJdk() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int compared = 0;
    int matched = 0;
    for (int i = 0; i < 20_000; i++) {
      String glob = text(random, "ab/*?[]{},!^-\\.(&|$+c", 8);
      String key = text(random, "abc/-.&(*[{", 5).replaceAll("/+", "/").replaceAll("/$", "");
      PathMatcher jdk;
      try {
        jdk = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      } catch (PatternSyntaxException e) {
        jdk = null;
      }
      KeyGlob ours;
      try {
        ours = KeyGlob.of(glob);
      } catch (PatternSyntaxException e) {
        ours = null;
      }
      String what = "seed " + seed + ": " + glob + " on " + key;
      assertEquals(jdk == null, ours == null, what);
      if (jdk != null && ours != null) {
        compared++;
        boolean expected = jdk.matches(Path.of(key));
        matched += expected ? 1 : 0;
        assertEquals(expected, ours.matches(key), what);
        assertTrue(!expected || key.startsWith(ours.prefix()), what);
      }
    }
    assertTrue(compared > 1_000 && matched > 50, compared + " compared, " + matched + " matched");
  }

  private static String text(Random random, String characters, int most) {
    StringBuilder text = new StringBuilder();
    for (int left = 1 + random.nextInt(most); left > 0; left--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}
