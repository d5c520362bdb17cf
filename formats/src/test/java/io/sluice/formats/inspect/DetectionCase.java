package io.sluice.formats.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.Formats;
import io.sluice.formats.Inference;
import io.sluice.formats.csv.CsvLayout;
import io.sluice.formats.format.Findings;
import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.TokenReader;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small file and what is to be found in it. test-data/detection/README.md says how they are
 * written down.
 */
final class DetectionCase {
  private static final String[][] MARKS = {
    {"⇥", "\t"}, {"␍", "\r"}, {"␤", "\n"}, {"␁", "\u0001"}, {"␟", "\u001f"}, {"␚", "\u001a"}
  };

  private final String kind;
  private final String name;
  private final byte[] file;
  private final Map<String, String> expected;

  private DetectionCase(String kind, String name, byte[] file, Map<String, String> expected) {
    this.kind = kind;
    this.name = name;
    this.file = file;
    this.expected = expected;
  }

  String kind() {
    return kind;
  }

  String name() {
    return name;
  }

  /** All cases of a folder. */
  static List<DetectionCase> of(Path folder) throws IOException {
    List<DetectionCase> cases = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path each : files.filter(f -> f.toString().endsWith(".cases")).sorted().toList()) {
        String kind = each.getFileName().toString().replace(".cases", "");
        cases.addAll(of(kind, Files.readString(each)));
      }
    }
    return cases;
  }

  private static List<DetectionCase> of(String kind, String text) {
    List<DetectionCase> cases = new ArrayList<>();
    for (String part : text.split("(?m)^=== ", -1)) {
      int top = part.indexOf('\n');
      int end = part.indexOf("\n---");
      if (end < 0) {
        continue;
      }
      String body = end < top + 1 ? "" : part.substring(top + 1, end + 1);
      for (String[] mark : MARKS) {
        body = body.replace(mark[0], mark[1]);
      }
      if (body.endsWith("␃\n")) {
        body = body.substring(0, body.length() - 2);
      }
      Map<String, String> expected = new LinkedHashMap<>();
      for (String line : part.substring(end + 4).split("\n", -1)) {
        int colon = line.indexOf(": ");
        if (colon > 0) {
          expected.put(line.substring(0, colon).strip(), unmarked(line.substring(colon + 2)));
        }
      }
      int repeat = Integer.parseInt(expected.getOrDefault("repeat", "1"));
      String encoding = expected.getOrDefault("encoding", "UTF-8");
      expected.remove("repeat");
      byte[] file = repeated(body, repeat).getBytes(Charset.forName(encoding));
      cases.add(new DetectionCase(kind, part.substring(0, top).strip(), file, expected));
    }
    return cases;
  }

  private static String unmarked(String text) {
    String plain = text;
    for (String[] mark : MARKS) {
      plain = plain.replace(mark[0], mark[1]);
    }
    return plain;
  }

  /** The lines after one of four dots, so many times. */
  private static String repeated(String body, int times) {
    int at = body.indexOf("....\n");
    return at < 0 ? body : body.substring(0, at) + body.substring(at + 5).repeat(times);
  }

  /** The same file written a little otherwise, where that changes nothing. */
  List<DetectionCase> variants() {
    List<DetectionCase> all = new ArrayList<>(List.of(this));
    String text = new String(file, UTF_8);
    boolean plain = !expected.containsKey("encoding") && !text.contains("\r");
    boolean readable =
        !"empty".equals(expected.get("format")) && !"as is".equals(expected.get("variants"));
    if (plain && readable) {
      all.add(with("crlf", text.replace("\n", "\r\n").getBytes(UTF_8)));
      all.add(with("marked", ("\uFEFF" + text).getBytes(UTF_8)));
      if (text.endsWith("\n")) {
        all.add(with("unended", text.substring(0, text.length() - 1).getBytes(UTF_8)));
      }
    }
    return all;
  }

  private DetectionCase with(String variant, byte[] bytes) {
    return new DetectionCase(kind, name + " (" + variant + ")", bytes, expected);
  }

  /** What is found, for the same keys as expected. */
  Map<String, String> found() throws IOException {
    Memory source = new Memory("mem:/" + name, file);
    Inspection found = FileInspector.inspect(source, SourceOptions.defaults());
    Map<String, String> values = new LinkedHashMap<>();
    values.put("format", found.format());
    values.put("note", found.basis().notes() + found.summary());
    values.put("confidence", String.format("%.2f", found.confidence()));
    values.put("evidence", String.join(" / ", found.basis().evidence()));
    if (found.layout().isEmpty()) {
      return values;
    }
    FileLayout layout = found.layout().get();
    values.put("encoding", layout.encoding());
    if (layout instanceof CsvLayout csv) {
      values.put("delimiter", csv.header().size() == 1 ? "none" : csv.delimiter());
      values.put("quote", csv.quote().isEmpty() ? "none" : csv.quote());
      values.put("escape", csv.escape().isEmpty() ? "none" : csv.escape());
      values.put("comment", csv.comment().isEmpty() ? "none" : csv.comment());
      values.put("skip", String.valueOf(csv.skipLines()));
      values.put("header", csv.hasHeader() ? String.join("|", csv.header()) : "none");
      values.put("columns", String.valueOf(csv.header().size()));
      values.put("rows", rows(source, layout));
    }
    Inference.Result inferred =
        new Inference(SourceOptions.defaults(), Long.MAX_VALUE)
            .of(List.of(new Inference.Input(source, layout)));
    List<String> types = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (InferredColumn column : inferred.columns()) {
      types.add(column.type().ddl());
      names.add(column.name());
    }
    values.put("types", String.join("|", types));
    values.put("names", String.join("|", names));
    values.putIfAbsent("rows", String.valueOf(inferred.records()));
    return values;
  }

  private static String rows(Memory source, FileLayout layout) throws IOException {
    long rows = 0;
    try (TokenReader tokens = Formats.tokens(source, layout, Formats.whole(source, 0))) {
      for (FieldTable table = tokens.next(); table != null; table = tokens.next()) {
        rows += table.records() - table.problemCount();
      }
    }
    return String.valueOf(rows);
  }

  /** What is expected and was not found; empty if all was. */
  List<String> wrong() throws IOException {
    Map<String, String> found = found();
    List<String> wrong = new ArrayList<>();
    expected.forEach(
        (key, value) -> {
          String actual = found.getOrDefault(key, "-");
          boolean right =
              switch (key) {
                case "known", "variants" -> true;
                case "note", "evidence" -> actual.contains(value);
                case "encoding" -> reads(value).equals(reads(actual));
                case "quiet" -> !found.get("note").contains("guessed");
                default -> actual.equals(value);
              };
          if (!right) {
            wrong.add(key + " " + Findings.visible(value + " => " + actual));
          }
        });
    if (!wrong.isEmpty()) {
      wrong.add("[" + found.get("evidence") + "]");
    }
    return wrong;
  }

  /** The file's text; of charsets that make the same of it one is as good as another. */
  private String reads(String charset) {
    return Charset.isSupported(charset) ? new String(file, Charset.forName(charset)) : charset;
  }

  boolean knownMiss() {
    return expected.containsKey("known");
  }
}
