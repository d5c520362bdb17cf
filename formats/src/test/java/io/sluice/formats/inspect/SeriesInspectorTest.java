package io.sluice.formats.inspect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.spec.SourceFormat;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.Dialect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is recognised is what an inspection would have found. */
class SeriesInspectorTest {
  private static final SourceOptions NOTHING_SET = SourceOptions.defaults();
  private static final SourceOptions ALL_SET =
      options(Optional.of(","), Optional.of("\""), Optional.of("\""), Optional.of("\n"));
  private static final String FIRST = "id,name,price\n1,Ada,2.50\n2,Bob,3.75\n3,Cy,1.00\n";

  private final Random random = new Random(20260131);

  @Test
  void filesWrittenAlikeAreRecognised() throws IOException {
    for (SourceOptions options : List.of(NOTHING_SET, ALL_SET)) {
      for (SourceFormat format : List.of(SourceFormat.AUTO, SourceFormat.CSV)) {
        SeriesInspector series = learnt(FIRST.getBytes(UTF_8), options, format);
        assertEquals(1, series.kinds());
        assertRecognised(series, FIRST.getBytes(UTF_8), options, format);
        assertRecognised(
            series, "id,name,price\n4,Dora,0.25\n5,Eve,7".getBytes(UTF_8), options, format);
        assertRecognised(series, "id,name,price\n1,Ada,2.50\r\n".getBytes(UTF_8), options, format);
        assertRecognised(
            series, "id,name,price\n6,Müller,1\n\n7,Ö,2\n".getBytes(UTF_8), options, format);
      }
    }
  }

  @Test
  void whatIsNotWrittenAlikeIsNot() throws IOException {
    SeriesInspector series = learnt(FIRST.getBytes(UTF_8), NOTHING_SET, SourceFormat.AUTO);
    List<byte[]> others = new ArrayList<>();
    for (String text :
        List.of(
            "",
            "id,name,price",
            "id,name,price\n",
            "id,name,cost\n1,Ada,2.50\n",
            "id,name,price\n1,Ada\n",
            "id,name,price\n1,Ada,2.50,x\n",
            "id,name,price\r\n1,Ada,2.50\r\n",
            "id,name,price\n1,\"Ada\",2.50\n",
            "id,name,price\n1,'Ada',2.50\n",
            "id,name,price\n1,A\\da,2.50\n",
            "id,name,price\n#1,Ada,2.50\n",
            "id,name,price\n1,A\u0000da,2.50\n",
            "id,name,price\n1,A\u0002da,2.50\n",
            "\uFEFFid,name,price\n1,Ada,2.50\n",
            "id;name;price\n1;Ada;2.50\n",
            "{\"id\": 1}\n")) {
      others.add(text.getBytes(UTF_8));
    }
    others.add("id,name,price\n1,Adä,2.50\n".getBytes(ISO_8859_1));
    others.add(FIRST.getBytes(UTF_16LE));
    for (byte[] other : others) {
      Optional<Inspection> found = series.recognise(new Memory("other", other));
      assertTrue(found.isEmpty(), new String(other, UTF_8));
    }
  }

  @Test
  void largeFilesAreNot() throws IOException {
    SeriesInspector series = learnt(FIRST.getBytes(UTF_8), NOTHING_SET, SourceFormat.AUTO);
    String line = "4,Dora,0.25\n";
    String large = "id,name,price\n" + line.repeat(SeriesInspector.MOST_BYTES / line.length() + 1);
    assertTrue(series.recognise(new Memory("large", large.getBytes(UTF_8))).isEmpty());
  }

  @Test
  void nothingIsLearntWhereOnlyAnInspectionCanTell() throws IOException {
    assertEquals(0, learnt("1,2\n3,4\n".getBytes(UTF_8), NOTHING_SET, SourceFormat.CSV).kinds());
    assertEquals(0, learnt(FIRST.getBytes(UTF_16LE), NOTHING_SET, SourceFormat.AUTO).kinds());
    assertEquals(
        0, learnt("{\"a\":1}\n{\"a\":2}\n".getBytes(UTF_8), NOTHING_SET, SourceFormat.CSV).kinds());
    assertEquals(
        0, learnt("name\nAda\nBob\n".getBytes(UTF_8), NOTHING_SET, SourceFormat.CSV).kinds());
  }

  @Test
  void jsonLines() throws IOException {
    byte[] first = "{\"a\": 1}\n{\"a\": 2, \"b\": \"x\"}\n".getBytes(UTF_8);
    for (SourceFormat format : List.of(SourceFormat.AUTO, SourceFormat.JSONL)) {
      SeriesInspector series = learnt(first, NOTHING_SET, format);
      assertRecognised(series, "{\"c\": [1,\t2]}".getBytes(UTF_8), NOTHING_SET, format);
      assertRecognised(
          series, "{\"ü\": 1}\r\n{\"c\": {}}\r\n".getBytes(UTF_8), NOTHING_SET, format);
      for (String other :
          List.of("[{\"a\": 1}]", " \n", "a,b\n1,2\n", "{\n\"a\":\n1}\n", "\uFEFF{}\n")) {
        assertTrue(series.recognise(new Memory("other", other.getBytes(UTF_8))).isEmpty(), other);
      }
    }
  }

  @Test
  void randomFilesAreKnownForWhatTheyAre() throws IOException {
    String[] delimiters = {",", ";", "\t", "|"};
    String[] newlines = {"\n", "\r\n"};
    int recognised = 0;
    int all = 0;
    for (int round = 0; round < 120; round++) {
      String delimiter = delimiters[round % delimiters.length];
      String newline = newlines[round / 4 % 2];
      SourceOptions options =
          round / 8 % 2 == 0
              ? NOTHING_SET
              : options(
                  Optional.of(delimiter), Optional.of("\""), Optional.of("\""), Optional.empty());
      int fields = 2 + random.nextInt(6);
      String header = header(fields, delimiter, newline);
      byte[] first = (header + rows(fields, delimiter, newline)).getBytes(UTF_8);
      SeriesInspector series = learnt(first, options, SourceFormat.AUTO);
      for (int i = 0; i < 10; i++) {
        byte[] file = (header + rows(fields, delimiter, newline)).getBytes(UTF_8);
        Optional<Inspection> found = series.recognise(new Memory("some", file));
        all++;
        if (found.isPresent()) {
          recognised++;
          Inspection asked = FileInspector.inspect(new Memory("some", file), options);
          String seen = "round " + round + ", file " + i + ": " + new String(file, UTF_8);
          assertEquals(asked.layout(), found.get().layout(), seen);
          assertEquals(asked.basis().settings(), found.get().basis().settings(), seen);
          assertEquals(asked.basis().conflicts(), found.get().basis().conflicts(), seen);
        }
      }
    }
    assertTrue(recognised > all / 3, recognised + " of " + all + " are recognised");
  }

  private String header(int fields, String delimiter, String newline) {
    List<String> names = new ArrayList<>();
    for (int f = 0; f < fields; f++) {
      names.add("column" + (char) ('A' + f));
    }
    return String.join(delimiter, names) + newline;
  }

  /** Numbers and words in columns, now and then quoted, escaped, ragged, blank or a comment. */
  private String rows(int fields, String delimiter, String newline) {
    StringBuilder text = new StringBuilder();
    boolean odd = random.nextInt(4) == 0;
    int rows = 3 + random.nextInt(60);
    for (int r = 0; r < rows; r++) {
      if (odd && random.nextInt(20) == 0) {
        text.append(random.nextBoolean() ? "# a note" : "").append(newline);
      }
      int count = odd && random.nextInt(20) == 0 ? fields - 1 : fields;
      for (int f = 0; f < count; f++) {
        text.append(f == 0 ? "" : delimiter);
        text.append(value(f, odd, delimiter));
      }
      text.append(newline);
    }
    return text.toString();
  }

  private String value(int field, boolean odd, String delimiter) {
    int number = random.nextInt(100_000);
    return switch (field % 3) {
      case 0 -> Integer.toString(number);
      case 1 -> number / 100 + "." + (10 + number % 90);
      default ->
          odd && number % 10 == 0
              ? "\"a" + delimiter + " \"\"b\"\" " + (number % 20 == 0 ? "\\" : "'") + "\""
              : "wörd" + number % 50;
    };
  }

  private static SeriesInspector learnt(byte[] file, SourceOptions options, SourceFormat format)
      throws IOException {
    SeriesInspector series = new SeriesInspector(options, format);
    series.learn(new Memory("first", file));
    return series;
  }

  private static void assertRecognised(
      SeriesInspector series, byte[] file, SourceOptions options, SourceFormat format)
      throws IOException {
    Inspection found = series.recognise(new Memory("some", file)).orElseThrow();
    Inspection asked = FileInspector.inspect(new Memory("some", file), options, format);
    assertEquals("some", found.uri());
    assertEquals(file.length, found.size());
    assertEquals(asked.layout(), found.layout());
    assertEquals(asked.basis().settings(), found.basis().settings());
    assertEquals(asked.basis().conflicts(), found.basis().conflicts());
    assertEquals(asked.status(), found.status());
  }

  private static SourceOptions options(
      Optional<String> delimiter,
      Optional<String> quote,
      Optional<String> escape,
      Optional<String> newline) {
    return SourceOptions.defaults()
        .with(new Dialect(delimiter, quote, escape, newline, Optional.empty()));
  }
}
