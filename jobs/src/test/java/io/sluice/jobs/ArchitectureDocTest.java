package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An architecture page that names classes which no longer exist is worse than none. */
class ArchitectureDocTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Pattern CLASS_NAME =
      Pattern.compile("`([A-Z][A-Za-z0-9]+)(\\[\\])?(\\.[a-z]\\w*)?(\\(\\))?`");

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  @Test
  void everyClassNamedInTheArchitecturePageExists() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher matcher = CLASS_NAME.matcher(Files.readString(ROOT.resolve("ARCHITECTURE.md")));
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    assertFalse(named.isEmpty(), "no class name found: the pattern is wrong");
    named.removeAll(classesOfTheProject());
    assertEquals(Set.of(), named, "named in ARCHITECTURE.md, but there is no such class");
  }

  private static Set<String> classesOfTheProject() throws IOException {
    Set<String> classes = new TreeSet<>();
    Matcher modules = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")));
    while (modules.find()) {
      Set<String> found = classesIn(ROOT.resolve(modules.group(1)).resolve("src"));
      assertFalse(found.isEmpty(), modules.group(1) + " has no class");
      classes.addAll(found);
    }
    return classes;
  }

  private static Set<String> classesIn(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
