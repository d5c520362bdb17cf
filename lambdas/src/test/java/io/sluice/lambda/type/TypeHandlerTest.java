package io.sluice.lambda.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.lambda.testing.Flow;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

@ExtendWith(LocalAwsForTests.class)
class TypeHandlerTest {
  private final Flow flow = new Flow();

  private JsonNode type(String key) {
    return Flow.call(
        new TypeHandler(flow.environment()), Map.of("bucket", flow.landing(), "key", key));
  }

  private JsonNode type(String key, byte[] content) {
    flow.s3().putObject(b -> b.bucket(flow.landing()).key(key), RequestBody.fromBytes(content));
    return type(key);
  }

  private JsonNode type(String key, String content) {
    return type(key, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void nameAndContentAgree() {
    JsonNode csv = type("a/b.csv", "id,name\n1,x\n2,y\n");
    assertEquals("csv", csv.path("type").asText());
    assertEquals("csv", csv.at("/found/by_extension").asText());
    assertEquals("csv", csv.at("/found/by_content").asText());
    assertTrue(csv.at("/found/agree").asBoolean());
    assertTrue(csv.path("splittable").asBoolean());
    assertEquals(16, csv.path("size").asInt());
    assertEquals("", csv.path("refusal").asText());
    assertTrue(csv.at("/found/evidence").size() > 0);
    assertTrue(csv.path("found").has("runner_up") && csv.path("found").has("confidence"));
  }

  @Test
  void theContentWinsAndThatIsTold() {
    JsonNode json = type("x.csv", "{\"a\":1}\n{\"a\":2}\n");
    assertEquals("jsonl", json.path("type").asText());
    assertEquals("csv", json.at("/found/by_extension").asText());
    assertFalse(json.at("/found/agree").asBoolean());
    assertTrue(
        json.at("/notices/0").asText().startsWith("its name says csv, its content is"),
        json.toString());
    assertEquals("", json.path("refusal").asText());
  }

  @Test
  void jsonLinesMayBeCalledJson() {
    assertTrue(type("x.json", "{\"a\":1}\n{\"a\":2}\n").at("/found/agree").asBoolean());
  }

  @Test
  void compressedOnesAreNotSplit() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write("id,name\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8));
    }
    JsonNode gzip = type("매출.csv.gz", bytes.toByteArray());
    assertEquals("csv", gzip.path("type").asText());
    assertEquals("gzip", gzip.path("compression").asText());
    assertFalse(gzip.path("splittable").asBoolean());
    assertTrue(gzip.at("/found/agree").asBoolean());
    JsonNode plain = type("b.csv.gz", "id,name\n1,x\n2,y\n");
    assertFalse(plain.at("/found/agree").asBoolean());
    assertEquals("", plain.path("refusal").asText());
  }

  @Test
  void encodingsAreFound() {
    JsonNode korean =
        type("k.csv", "이름,나이\n김철수,20\n박영희,30\n".repeat(20).getBytes(Charset.forName("EUC-KR")));
    assertEquals("x-windows-949", korean.at("/found/encoding").asText());
    assertTrue(korean.path("splittable").asBoolean());
    JsonNode wide = type("w.csv", "a,b\n1,2\n".repeat(20).getBytes(StandardCharsets.UTF_16));
    assertEquals("UTF-16BE", wide.at("/found/encoding").asText());
  }

  @Test
  void whatCannotBeReadIsRefusedWithARemedy() {
    JsonNode pdf = type("a.csv", "%PDF-1.7 \u0001\u0002\u0003");
    assertEquals("pdf", pdf.path("type").asText());
    assertTrue(pdf.path("refusal").asText().startsWith("it is a PDF"), pdf.toString());
    assertEquals("empty", type("e.csv", "").path("type").asText());
    assertTrue(type("e.csv", "").path("refusal").asText().startsWith("the file is empty"));
    assertEquals("it is gone since it arrived", type("gone.csv").path("refusal").asText());
  }

  @Test
  void answersAreSmallHoweverLongTheNamesInThem() {
    String names = String.join(",", Collections.nCopies(400, "이름이아주긴열의이름"));
    String key = "가".repeat(330) + ".csv";
    JsonNode answer = type(key, names + "\n" + "1,".repeat(399) + "1\n");
    assertTrue(answer.toString().getBytes(StandardCharsets.UTF_8).length < 8 << 10);
  }

  @Test
  void whatASpecSetsIsFollowed() {
    flow.spec(
        "d.yml",
        "dataset: d\nsource:\n  path: s3://"
            + flow.landing()
            + "/d/\n  format: csv\n  options: {delimiter: \";\"}\ntarget: {database: a}\n");
    flow.put("d/a.csv", "a;b\n1;2\n");
    JsonNode answer = typeOf("d", "d/a.csv");
    assertTrue(answer.at("/found/evidence").toString().contains("delimiter"), answer.toString());
  }

  /** What is found out is kept in the lake and goes into letters. */
  @Test
  void whereTheSpecMasksNothingIsQuoted() {
    flow.spec(
        "m.yml",
        "dataset: m\nsource:\n  path: s3://"
            + flow.landing()
            + "/m/\n  options: {header: false}\n"
            + "schema: [{name: mail, type: string}, {name: n, type: int}]\n"
            + "transforms: [{mask: {columns: [mail], method: redact}}]\n"
            + "target: {database: a}\n");
    flow.put("m/a.csv", "alice@x.org,n\n1,2\n2,3\n3,4\n");
    JsonNode answer = typeOf("m", "m/a.csv");
    assertTrue(
        answer.path("notices").toString().contains("header is set to false"), answer.toString());
    assertFalse(answer.toString().contains("@x.org"), answer.toString());
  }

  private JsonNode typeOf(String dataset, String key) {
    return Flow.call(
        new TypeHandler(flow.environment()),
        Map.of("dataset", dataset, "bucket", flow.landing(), "key", key));
  }
}
