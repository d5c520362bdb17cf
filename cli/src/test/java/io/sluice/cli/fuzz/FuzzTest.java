package io.sluice.cli.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.Commands;
import io.sluice.cli.command.Surroundings;
import io.sluice.spec.SpecException;
import io.sluice.spec.SpecReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real files and specs, damaged at random: whatever comes of them, it is one of the documented
 * endings. {@code -Dsluice.fuzz.seconds=N} tries for longer; the seed is in the failure's message,
 * and {@code -Dsluice.fuzz.seed=S} begins with it.
 */
class FuzzTest {
  private static final long SECONDS = Long.getLong("sluice.fuzz.seconds", 8);
  private static final long SEED = Long.getLong("sluice.fuzz.seed", 1);

  /** Specs are tried much faster. */
  private static final long SPECS_SHARE = 3;

  private static final Path TEST_DATA =
      Path.of(System.getProperty("sluice.root")).resolve("test-data");
  private static final long MOST_BYTES = 200_000;
  private static final Duration MOST_TIME = Duration.ofMinutes(5);

  /** What only a defect shows: the name of an exception, or that nobody foresaw it. */
  private static final Pattern DEFECT =
      Pattern.compile("[a-z]\\.[A-Z]\\w*(Exception|Error)|\\(--verbose shows where\\)|\\bnull\\b$");

  private static final String[] HOSTILE = {
    "\"",
    "\"\"",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\\",
    ",",
    ";",
    "\t",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\uFEFF",
    "-",
    "1e999",
    "9".repeat(400),
    "\u202e",
    "\ud83d\ude00",
    "'",
    "*",
    "&a ",
    "*a",
    "!!x ",
    "%",
    "#"
  };

  @TempDir Path folder;

  private static List<Path> files(Pattern wanted) throws IOException {
    try (Stream<Path> files = Files.walk(TEST_DATA)) {
      List<Path> found = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (wanted.matcher(file.toString()).find() && Files.size(file) <= MOST_BYTES) {
          found.add(file);
        }
      }
      return found;
    }
  }

  static byte[] damaged(byte[] bytes, Random random) throws IOException {
    byte[] now = bytes;
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      int at = now.length == 0 ? 0 : random.nextInt(now.length);
      int length = Math.min(now.length - at, 1 + random.nextInt(64));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(now, 0, at);
      switch (random.nextInt(6)) {
        case 0 -> out.write(random.nextInt(256));
        case 1 -> length = now.length - at;
        case 2 -> out.write(HOSTILE[random.nextInt(HOSTILE.length)].getBytes(UTF_8));
        case 3 -> {
          for (int i = 0; i < 50; i++) {
            out.write(now, at, length);
          }
        }
        case 4 -> {
          byte[] noise = new byte[length];
          random.nextBytes(noise);
          out.write(noise);
        }
        default -> {
          if (length > 0) {
            out.write(now[at] ^ 1 << random.nextInt(8));
          }
        }
      }
      out.write(now, at + length, now.length - at - length);
      now = out.toByteArray();
    }
    return now;
  }

  private static long end(long seconds) {
    return System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
  }

  private record Ended(int code, String said) {}

  private Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter both = new PrintWriter(out);
    int code = Commands.run(Surroundings.onlyFolder(folder), both, both, arguments);
    both.flush();
    return new Ended(code, out.toString());
  }

  private void assertEndsAsDocumented(String what, Set<Integer> codes, String... arguments) {
    Ended ended = assertTimeoutPreemptively(MOST_TIME, () -> run(arguments), what + " hangs");
    assertTrue(codes.contains(ended.code()), what + " ends with " + ended);
    if (ended.code() != 0) {
      assertTrue(!DEFECT.matcher(ended.said()).find(), what + " ends with " + ended);
    }
  }

  @Test
  void damagedFilesAreDetectedAndIngested() throws Exception {
    List<Path> seeds = files(Pattern.compile("\\.(csv|tsv|txt|jsonl|json|gz|bz2|zst|lz4|sz|dat)$"));
    assertTrue(seeds.size() > 10, seeds.toString());
    Files.writeString(folder.resolve("s.yml"), "dataset: d\nsource: {path: in}\ntarget: {}\n");
    Path in = Files.createDirectory(folder.resolve("in"));
    long end = end(SECONDS);
    for (long seed = SEED; System.nanoTime() < end; seed++) {
      Random random = new Random(seed);
      Path of = seeds.get(random.nextInt(seeds.size()));
      Path file = in.resolve("f");
      Files.write(file, damaged(Files.readAllBytes(of), random));
      String what = "seed " + seed + ", " + TEST_DATA.relativize(of);
      assertEndsAsDocumented(what + ": detect", Set.of(0), "detect", "in/f");
      String lake = "lake" + seed;
      assertEndsAsDocumented(
          what + ": ingest", Set.of(0, 1, 2, 3), "ingest", "s.yml", "--lake", lake);
      if (seed % 10 == 0 && Files.exists(folder.resolve(lake + "/_sluice"))) {
        assertEndsAsDocumented(what + ": check", Set.of(0), "check", "--lake", lake);
      }
    }
  }

  @Test
  void damagedSpecsAreReadOrRefused() throws Exception {
    List<Path> seeds = files(Pattern.compile("\\.ya?ml$"));
    assertTrue(seeds.size() > 3, seeds.toString());
    long end = end(Math.max(1, SECONDS / SPECS_SHARE));
    for (long seed = SEED; System.nanoTime() < end; seed++) {
      Random random = new Random(seed);
      Path of = seeds.get(random.nextInt(seeds.size()));
      String text = new String(damaged(Files.readAllBytes(of), random), UTF_8);
      String what = "seed " + seed + ", " + TEST_DATA.relativize(of) + ":\n" + text;
      assertTimeoutPreemptively(
          MOST_TIME,
          () -> {
            try {
              SpecReader.read(text, "s.yml");
            } catch (SpecException e) {
              assertTrue(!e.getMessage().isBlank(), what);
            } catch (RuntimeException | StackOverflowError e) {
              throw new AssertionError(what, e);
            }
          });
    }
  }
}
