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

  private final Flow flow = new Flow();

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

  private List<String> run(int memory, String dataset, String... batches) throws Exception {
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
        "| memory MB | heap MB | format | MB | s | processor s | MB/s | MB/processor s | most heap MB |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    int batch = 0;
    for (String format : new String[] {"csv", "jsonl", "json", "csv.gz"}) {
      String dataset = dataset(format);
      byte[] content = content(format, MEGABYTES);
      for (int memory : new int[] {512, 1024, 1769, 3008}) {
        String first = "%06d".formatted(++batch);
        batch(dataset, first, format, 1, content);
        List<String> said = run(memory, dataset, first);
        System.out.printf(
            "| %d | %d | %s | %d | %.1f | %.1f | %.1f | %.1f | %s |%n",
            memory,
            (int) (memory * HEAP),
            format,
            MEGABYTES,
            number(said.get(1), 1),
            number(said.get(1), 2),
            MEGABYTES / number(said.get(1), 1),
            MEGABYTES / number(said.get(1), 2),
            said.get(2).replace("heap ", ""));
      }
    }
  }

  @Test
  void coldWarmAndManyFiles() throws Exception {
    String dataset = dataset("csv");
    byte[] tiny =
        "id,day,who,amount,kind\n1,2026-10-10,a,1.5,k1\n".getBytes(StandardCharsets.UTF_8);
    batch(dataset, "000001", "csv", 1, tiny);
    batch(dataset, "000002", "csv", 1, tiny);
    batch(dataset, "000003", "csv", 1, tiny);
    batch(dataset, "000004", "csv", MANY, tiny);
    System.out.println(run(1769, dataset, "000001", "000002", "000003", "000004"));
  }
}
