package io.sluice.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.formats.inspect.FileInspector;
import io.sluice.formats.inspect.Inspection;
import io.sluice.formats.source.LocalFile;
import io.sluice.lambda.testing.Flow;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.SourceOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** The archive as Lambda runs it: unpacked, its classes and jars on a class path of their own. */
@ExtendWith(LocalAwsForTests.class)
class PackagedIT {
  /** It goes by way of S3, which takes more; a cold start unpacks it. */
  private static final long LARGEST = 60L << 20;

  /** A function may answer more; a state machine should not carry more. */
  private static final int LARGEST_ANSWER = 8 << 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  private static Path zip() {
    return Path.of(System.getProperty("sluice.zip"));
  }

  @BeforeAll
  static void unpack() throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        assertTrue(file.startsWith(folder));
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(in, file);
        }
      }
    }
  }

  private static URLClassLoader classes() throws IOException {
    List<URL> path = new ArrayList<>();
    path.add(folder.toUri().toURL());
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        path.add(jar.toUri().toURL());
      }
    }
    return new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  @Test
  void itIsSmallAndHasNoSpark() throws IOException {
    assertTrue(Files.size(zip()) < LARGEST, Files.size(zip()) + " bytes");
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        String name = jar.getFileName().toString();
        assertTrue(!name.matches("(spark|hadoop|sqlite-jdbc|netty|junit|icu4j|duckdb).*"), name);
      }
    }
  }

  @Test
  void everyFunctionCanBeLoaded() throws Exception {
    try (URLClassLoader classes = classes()) {
      for (String name :
          List.of(
              "arrival.ArrivalHandler",
              "arrival.SweepHandler",
              "batch.CloseHandler",
              "type.TypeHandler",
              "batch.PlanHandler",
              "small.SmallHandler",
              "outcome.OutcomeHandler",
              "outcome.EndedHandler")) {
        assertTrue(function(classes, name) != null);
      }
    }
  }

  private static Object function(ClassLoader classes, String name) throws Exception {
    return classes.loadClass("io.sluice.lambda." + name).getConstructor().newInstance();
  }

  @Test
  void theTypeOfEveryFileOfTestDataIsWhatDetectSays() throws Exception {
    Flow flow = new Flow();
    List<Path> files;
    Path data = Path.of(System.getProperty("sluice.testData"));
    try (Stream<Path> all = Files.walk(data)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().endsWith(".expected.json"))
              .sorted()
              .toList();
    }
    assertTrue(files.size() > 80);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader classes = classes()) {
      thread.setContextClassLoader(classes);
      Object function = function(classes, "type.TypeHandler", flow);
      for (Path file : files) {
        String key = data.relativize(file).toString();
        flow.s3().putObject(b -> b.bucket(flow.landing()).key(key), RequestBody.fromFile(file));
        byte[] answer = call(function, Map.of("bucket", flow.landing(), "key", key));
        assertTrue(answer.length < LARGEST_ANSWER, key + ": " + answer.length);
        Inspection expected =
            FileInspector.inspect(
                LocalFile.of(file, "s3://" + flow.landing() + "/" + key), SourceOptions.defaults());
        compare(key, expected, JSON.readTree(answer));
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void aSmallBatchBecomesRows() throws Exception {
    Flow flow = new Flow().spec("packaged");
    flow.put("packaged/a.csv", "id,name\n1,one\n2,two\n");
    String outcome = flow.lake().own("batches/packaged/000001/outcome.json");
    Map<String, Object> request =
        Map.of(
            "dataset",
            "packaged",
            "run_id",
            "packaged-000001",
            "spec",
            flow.lake().own("specs/packaged.yml"),
            "outcome",
            outcome);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader classes = classes()) {
      thread.setContextClassLoader(classes);
      byte[] answer = call(function(classes, "small.SmallHandler", flow), request);
      assertEquals("done", JSON.readTree(answer).path("result").asText());
    } finally {
      thread.setContextClassLoader(before);
    }
    JsonNode ended = JSON.readTree(flow.text(outcome));
    assertEquals("committed", ended.path("outcome").asText());
    assertEquals(2, ended.path("written").asInt());
  }

  /** Its environment is given to it, since this process's cannot be set. */
  private static Object function(ClassLoader classes, String name, Flow flow) throws Exception {
    Class<?> environment = classes.loadClass("io.sluice.lambda.host.Environment");
    Object variables = environment.getMethod("of", Map.class).invoke(null, flow.variables());
    var constructor =
        classes.loadClass("io.sluice.lambda." + name).getDeclaredConstructor(environment);
    constructor.setAccessible(true);
    return constructor.newInstance(variables);
  }

  private static byte[] call(Object function, Map<String, Object> input) throws Exception {
    Method handle =
        Stream.of(function.getClass().getMethods())
            .filter(method -> method.getName().equals("handleRequest"))
            .findFirst()
            .orElseThrow();
    try (InputStream in = new ByteArrayInputStream(JSON.writeValueAsBytes(input));
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      handle.invoke(function, in, (OutputStream) out, null);
      return out.toByteArray();
    }
  }

  private static void compare(String key, Inspection expected, JsonNode answer) {
    JsonNode found = answer.path("found");
    assertEquals(expected.format(), found.path("by_content").asText(), key);
    assertEquals(expected.format(), answer.path("type").asText(), key);
    assertEquals(expected.confidence(), found.path("confidence").asDouble(), 1e-12, key);
    assertEquals(expected.size(), answer.path("size").asLong(), key);
    assertEquals(start(expected.summary()), start(found.path("summary").asText()), key);
    assertEquals(
        start(expected.runnerUp().orElse("")), start(found.path("runner_up").asText()), key);
    assertEquals(
        expected.status() == Inspection.Status.READABLE,
        answer.path("refusal").asText().isEmpty(),
        key);
    assertEquals(
        expected.layout().map(layout -> layout.encoding()).orElse(""),
        found.path("encoding").asText(),
        key);
    for (int i = 0; i < found.path("evidence").size(); i++) {
      assertEquals(
          start(expected.basis().evidence().get(i)),
          start(found.path("evidence").get(i).asText()),
          key);
    }
    assertEquals(
        Math.min(8, expected.basis().evidence().size()), found.path("evidence").size(), key);
  }

  /** Long texts are shortened in the answer. */
  private static String start(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length < 250 ? text : text.substring(0, Math.min(text.length(), 80));
  }
}
