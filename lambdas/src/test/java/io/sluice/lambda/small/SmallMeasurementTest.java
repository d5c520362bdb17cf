package io.sluice.lambda.small;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.lambda.testing.Flow;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * How much a function does in a second, and in which heap: the figures of docs/launch.md, section
 * lambda. Each is a process of its own on one core, with as much heap as Lambda would give it.
 */
@ExtendWith(LocalAwsForTests.class)
@EnabledIfSystemProperty(
    named = "sluice.measure",
    matches = "true",
    disabledReason = "takes minutes: by command, -Dtest=SmallMeasurementTest -Dsluice.measure=true")
class SmallMeasurementTest {
  /** Lambda's Java takes some four fifths of the memory for its heap. */
  private static final double HEAP = 0.8;

  private static final int MEGABYTES = Integer.getInteger("sluice.measure.mb", 64);
  private static final int MANY = 100;

  /** Lambda gives a whole processor for so many megabytes. */
  private static final int ONE_PROCESSOR = 1769;

  /**
   * Lambda's Java 17 stops at the first compiler, unless it is told otherwise:
   * https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html
   */
  private enum Compilers {
    FIRST("first", 1),
    BOTH("both", 4);

    private final String name;
    private final int level;

    Compilers(String name, int level) {
      this.name = name;
      this.level = level;
    }
  }

  private final Flow flow = new Flow();
  private int batches;

  private interface Row {
    void to(StringBuilder out, SplittableRandom random, int number);
  }

  private static void csv(StringBuilder out, SplittableRandom random, int number) {
    out.append(number)
        .append(",2026-")
        .append(10 + number % 3)
        .append('-')
        .append(10 + number % 19);
    out.append(",customer ").append(random.nextInt(100_000)).append(',');
    out.append(random.nextInt(1_000_000) / 100.0).append(",k").append(number % 7).append('\n');
  }

  private static void json(StringBuilder out, SplittableRandom random, int number) {
    out.append("{\"id\":").append(number).append(",\"day\":\"2026-").append(10 + number % 3);
    out.append('-').append(10 + number % 19).append("\",\"who\":\"customer ");
    out.append(random.nextInt(100_000)).append("\",\"amount\":");
    out.append(random.nextInt(1_000_000) / 100.0).append(",\"kind\":\"k").append(number % 7);
    out.append("\"}\n");
  }

  /** A file of so many megabytes before compression. */
  private static byte[] content(String format, int megabytes) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder out = new StringBuilder();
    boolean csv = format.startsWith("csv");
    Row row = csv ? SmallMeasurementTest::csv : SmallMeasurementTest::json;
    out.append(csv ? "id,day,who,amount,kind\n" : format.equals("json") ? "[" : "");
    long size = (long) megabytes << 20;
    for (int number = 1; out.length() < size; number++) {
      row.to(out, random, number);
      if (format.equals("json")) {
        out.setCharAt(out.length() - 1, ',');
      }
    }
    if (format.equals("json")) {
      out.setCharAt(out.length() - 1, ']');
    }
    byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
    if (!format.endsWith(".gz")) {
      return bytes;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private void batch(String dataset, String batch, String format, int files, byte[] content) {
    List<String> uris = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      String key = dataset + "/" + batch + "-" + i + "." + format;
      flow.s3().putObject(b -> b.bucket(flow.landing()).key(key), RequestBody.fromBytes(content));
      uris.add("\"s3://" + flow.landing() + "/" + key + "\"");
    }
    flow.putAt(flow.lake().own("batches/" + dataset + "/" + batch + "/job.json"), uris.toString());
  }

  private String dataset(String format) {
    String dataset = format.replace(".", "_");
    flow.spec(
        dataset + ".yml",
        "dataset: "
            + dataset
            + "\nsource: {path: \"s3://"
            + flow.landing()
            + "/"
            + dataset
            + "/\", on_duplicate_content: warn}\ntarget: {database: "
            + flow.database()
            + ", table: "
            + dataset
            + ", partition_by: [kind]}\n");
    return dataset;
  }

  private List<String> run(int memory, Compilers compilers, String dataset, String... batches)
      throws Exception {
    LocalAws aws = LocalAwsForTests.aws();
    List<String> command =
        new ArrayList<>(
            List.of(
                "taskset",
                "-c",
                "0",
                System.getProperty("java.home") + "/bin/java",
                "-Xmx" + (int) (memory * HEAP) + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + compilers.level,
                "-cp",
                System.getProperty("java.class.path"),
                MeasuredMain.class.getName(),
                flow.lake().root(),
                dataset));
    command.addAll(List.of(batches));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                "AWS_REGION", aws.region(),
                "AWS_ACCESS_KEY_ID", aws.accessKey(),
                "AWS_SECRET_ACCESS_KEY", aws.secretKey()));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertEquals(
        batches.length, said.lines().filter(line -> line.startsWith("DONE ")).count(), said);
    for (String batch : batches) {
      String at = flow.lake().own("batches/" + dataset + "/" + batch + "/outcome.json");
      JsonNode outcome = Flow.tree(flow.text(at));
      assertEquals("committed", outcome.path("outcome").asText(), outcome::toString);
      assertTrue(outcome.path("written").asLong() > 0, outcome::toString);
      assertEquals(0, outcome.path("rejected").asLong(), outcome::toString);
    }
    return said.lines().toList();
  }

  /** A number of a line: 1 is the seconds, 2 those of the processor. */
  private static double number(String line, int which) {
    return Double.parseDouble(line.split(" ", -1)[which]);
  }

  @Test
  void megabytesASecondAndHeap() throws Exception {
    System.out.println(
        "| memory MB | heap MB | compilers | format | MB | s | processor s | MB/s | MB/processor s | most heap MB |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (String format : new String[] {"csv", "jsonl", "json", "csv.gz"}) {
      String dataset = dataset(format);
      byte[] content = content(format, MEGABYTES);
      for (Compilers compilers : Compilers.values()) {
        measure(dataset, format, content, ONE_PROCESSOR, compilers);
      }
      if (format.equals("csv")) {
        measure(dataset, format, content, 512, Compilers.FIRST);
        measure(dataset, format, content, 3008, Compilers.FIRST);
      }
    }
  }

  private void measure(
      String dataset, String format, byte[] content, int memory, Compilers compilers)
      throws Exception {
    String name = "%06d".formatted(++batches);
    batch(dataset, name, format, 1, content);
    List<String> said = run(memory, compilers, dataset, name);
    System.out.printf(
        "| %d | %d | %s | %s | %d | %.1f | %.1f | %.1f | %.1f | %s |%n",
        memory,
        (int) (memory * HEAP),
        compilers.name,
        format,
        MEGABYTES,
        number(said.get(1), 1),
        number(said.get(1), 2),
        MEGABYTES / number(said.get(1), 1),
        MEGABYTES / number(said.get(1), 2),
        said.get(2).replace("heap ", ""));
  }

  @Test
  void coldWarmAndManyFiles() throws Exception {
    String dataset = dataset("csv");
    byte[] tiny =
        "id,day,who,amount,kind\n1,2026-10-10,a,1.5,k1\n".getBytes(StandardCharsets.UTF_8);
    for (Compilers compilers : Compilers.values()) {
      List<String> names = new ArrayList<>();
      for (int files : new int[] {1, 1, 1, MANY}) {
        names.add("%06d".formatted(++batches));
        batch(dataset, names.get(names.size() - 1), "csv", files, tiny);
      }
      System.out.println(
          compilers.name
              + ": "
              + run(ONE_PROCESSOR, compilers, dataset, names.toArray(new String[0])));
    }
  }
}
