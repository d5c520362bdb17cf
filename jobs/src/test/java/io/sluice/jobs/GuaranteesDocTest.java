package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise names a test, and each test named is there. */
class GuaranteesDocTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Path PAGE = ROOT.resolve("docs/guarantees.md");
  private static final Pattern TEST =
      Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))(?:\\.(\\w+))?`");

  @Test
  void everyTestNamedIsThere() throws IOException {
    Map<String, String> sources = tests();
    List<String> missing = new ArrayList<>();
    Matcher named = TEST.matcher(Files.readString(PAGE));
    int count = 0;
    while (named.find()) {
      count++;
      String source = sources.get(named.group(1));
      String method = named.group(2);
      if (source == null || (method != null && !source.contains("void " + method + "("))) {
        missing.add(named.group());
      }
    }
    assertTrue(count > 40, "the pattern is wrong: " + count);
    assertEquals(List.of(), missing, "named in guarantees.md, but not there");
  }

  @Test
  void everyPromiseNamesATest() throws IOException {
    List<String> without = new ArrayList<>();
    int promises = 0;
    boolean header = true;
    for (String line : Files.readAllLines(PAGE)) {
      boolean row = line.startsWith("|");
      if (row && !header) {
        promises++;
        if (!TEST.matcher(line).find()) {
          without.add(line);
        }
      }
      if (!row || line.startsWith("|---")) {
        header = !row;
      }
    }
    assertTrue(promises > 25, promises + " rows");
    assertEquals(List.of(), without);
  }

  /** All sources of tests, by the class's name. */
  private static Map<String, String> tests() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.toList()) {
        Path tests = module.resolve("src/test/java");
        if (Files.isDirectory(tests)) {
          try (Stream<Path> files = Files.walk(tests)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
              String name = file.getFileName().toString().replace(".java", "");
              sources.merge(name, Files.readString(file), String::concat);
            }
          }
        }
      }
    }
    return sources;
  }
}
