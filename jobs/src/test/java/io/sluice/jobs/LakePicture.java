package io.sluice.jobs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.catalog.Table;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.lake.Lake;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that a run left in a lake and said of itself, in words that do not depend on where the lake
 * lies, when the run was and what ran its tasks: file contents, ledger, catalog, rejects, report.
 */
final class LakePicture {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern UUIDS =
      Pattern.compile("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");
  private static final int MANY = 10_000;

  private final TestLake lake;
  private final List<String> runs = new ArrayList<>();
  private final Map<String, String> facts = new TreeMap<>();

  private LakePicture(TestLake lake) {
    this.lake = lake;
  }

  /** What is there, by what it is. */
  static Map<String, String> of(TestLake lake, Outcome outcome) {
    try (Lake opened = Lake.open(lake.location())) {
      LakePicture picture = new LakePicture(lake);
      List<RunRecord> newestFirst = opened.ledger().runs(Optional.empty(), Optional.empty(), MANY);
      newestFirst.forEach(run -> picture.runs.add(0, run.runId()));
      picture.outcome(outcome);
      newestFirst.forEach(run -> picture.run(opened, run));
      opened.catalog().tables().forEach(table -> picture.table(opened, table));
      opened.ledger().tables().forEach(picture::rejects);
      picture.files();
      return picture.facts;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Compares one fact after the other, so that a failure shows no more than what differs. */
  static void assertSame(Map<String, String> picture, Map<String, String> other) {
    assertEquals(new TreeSet<>(picture.keySet()), new TreeSet<>(other.keySet()));
    picture.forEach((fact, is) -> assertEquals(is, other.get(fact), fact));
  }

  private String neutral(String text) {
    String here = text.replace(lake.lake().toString(), "LAKE");
    return withoutRunIds(UUIDS.matcher(here).replaceAll("UUID"));
  }

  /** With runs by number, each as long as its id: Parquet files tell the lengths of their texts. */
  private String withoutRunIds(String text) {
    String neutral = text;
    for (int i = 0; i < runs.size(); i++) {
      String id = runs.get(i);
      String number = String.format(Locale.ROOT, "%0" + (id.length() - 3) + "d", i);
      neutral = neutral.replace(id, "RUN" + number);
    }
    return neutral;
  }

  private void outcome(Outcome outcome) throws JsonProcessingException {
    facts.put("exit code", outcome.exitCode().toString());
    facts.put("failure", neutral(outcome.failure().map(Throwable::getMessage).orElse("none")));
    facts.put("report", report(outcome.report()));
  }

  private String report(RunReport report) throws JsonProcessingException {
    String text = RunReports.toJson(report).replace(report.run().runId(), "THIS-RUN");
    ObjectNode json = (ObjectNode) JSON.readTree(neutral(text));
    json.remove(List.of("started_at", "finished_at"));
    ((ObjectNode) json.get("settings")).remove("engine");
    ObjectNode stages = (ObjectNode) json.get("stages");
    List<String> names = new ArrayList<>();
    stages.fieldNames().forEachRemaining(names::add);
    names.forEach(name -> stages.put(name, "some seconds"));
    return json.toPrettyString();
  }

  private void run(Lake opened, RunRecord run) {
    facts.put(neutral("run " + run.runId()), neutral(run.state() + " " + run.message()));
    opened.ledger().manifest(run.runId()).ifPresent(manifest -> manifest(run, manifest));
  }

  private void manifest(RunRecord run, Manifest manifest) {
    StringBuilder text = new StringBuilder();
    for (Output output : manifest.outputs()) {
      text.append(output.path()).append(' ').append(output.partition());
      text.append(' ').append(output.rows()).append(" rows");
      if (output.kind() == Kind.DATA) {
        text.append(", ").append(output.bytes()).append(" bytes, ").append(output.sources());
      }
      text.append('\n');
    }
    manifest.removed().forEach(path -> text.append("without ").append(path).append('\n'));
    facts.put(neutral("manifest of " + run.runId()), neutral(text.toString()));
  }

  private void table(Lake opened, Table table) {
    String name = "table " + table.qualifiedName();
    facts.put(
        name,
        neutral(table.columns() + " " + table.partitionKeys() + " " + table.location())
            + new TreeMap<>(table.parameters()));
    facts.put(name + " partitions", neutral(opened.catalog().partitions(table).toString()));
  }

  /** Files of rejects name the run and its time in their pages: their rows are compared. */
  private void rejects(String table) {
    if (!lake.paths(table, Kind.REJECTS).isEmpty()) {
      String rows = "SELECT * EXCLUDE (run_id, rejected_at) FROM %s ORDER BY ALL";
      facts.put(
          "rejects of " + table,
          String.join("\n", TestLake.sql(rows.formatted(lake.rejects(table)))));
    }
  }

  private void files() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(lake.lake())) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = lake.lake().relativize(file).toString();
      if (!name.startsWith("_sluice/")) {
        facts.put(neutral("file " + name), name.contains("__rejects/") ? "" : digest(file));
      } else if (name.contains("/refused/") || name.contains("/reports/")) {
        facts.put(neutral("file " + name), "");
      }
    }
  }

  private String digest(Path file) throws IOException {
    try {
      byte[] bytes = withoutRunIds(Files.readString(file, ISO_8859_1)).getBytes(ISO_8859_1);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return bytes.length + " bytes, " + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
