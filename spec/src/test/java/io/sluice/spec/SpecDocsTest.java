package io.sluice.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.sluice.spec.SpecNode.Mapping;
import io.sluice.spec.SpecNode.Scalar;
import io.sluice.spec.SpecNode.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Docs made from the key model are as committed; {@code -Dsluice.updateDocs=true} rewrites them.
 */
class SpecDocsTest {
  private static final Path DOCS = Path.of(System.getProperty("sluice.root"), "docs");
  private static final String BEGIN = "<!-- keys: begin -->\n";
  private static final String END = "<!-- keys: end -->";

  @Test
  void jsonSchemaIsAsCommitted() throws IOException {
    check(DOCS.resolve("schema/dataset-spec.schema.json"), SpecJsonSchema.json());
  }

  @Test
  void referencePageHasTheKeysAsTheyAre() throws IOException {
    Path page = DOCS.resolve("spec.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    check(
        page,
        text.substring(0, begin)
            + "\n"
            + SpecReference.markdown()
            + "\n"
            + text.substring(text.indexOf(END)));
  }

  private static void check(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("sluice.updateDocs")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, expected);
    }
    assertEquals(
        expected,
        Files.readString(file),
        file + " is not what the code says; run the tests of spec with -Dsluice.updateDocs=true");
  }

  @Test
  void specsThatTheReaderAcceptsValidate() throws Exception {
    for (String name : new String[] {"minimal.yml", "everything.yml"}) {
      assertValid(SpecReaderTest.resource(name), name);
    }
    Random random = new Random(42);
    for (int i = 0; i < 50; i++) {
      assertValid(SpecWriter.toYaml(RandomSpecs.next(random)), "random " + i);
    }
  }

  @Test
  void examplesOfTheGuideReadAndValidate() throws Exception {
    Matcher example =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCS.resolve("spec.md")));
    int count = 0;
    while (example.find()) {
      String yaml = example.group(1);
      if (yaml.contains("dataset:")) {
        SpecReader.read(yaml, "spec.md");
        assertValid(yaml, yaml);
        count++;
      }
    }
    assertTrue(count >= 3, "the guide has examples");
  }

  @Test
  void schemaRefusesWhatTheReaderRefuses() throws Exception {
    for (String wrong :
        new String[] {
          "dataset: d\nsource: {path: p}\n",
          "dataset: d\nsource: {path: p, formt: csv}\ntarget: {}\n",
          "dataset: d\nsource: {path: p}\ntarget: {mode: replace}\n",
          "dataset: d\nsource: {path: p}\ntransforms: [{filter: a, select: [b]}]\ntarget: {}\n"
        }) {
      assertFalse(schema().validate(json(SpecReader.compose(wrong, "x.yml"))).isEmpty(), wrong);
    }
  }

  private static void assertValid(String yaml, String what) throws Exception {
    var errors = schema().validate(json(SpecReader.compose(yaml, "x.yml")));
    assertTrue(errors.isEmpty(), what + ": " + errors);
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SpecJsonSchema.json());
  }

  private static JsonNode json(SpecNode node) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (node instanceof Mapping mapping) {
      ObjectNode object = nodes.objectNode();
      for (SpecNode.Entry entry : mapping.entries()) {
        object.set(entry.key().text(), json(entry.value()));
      }
      return object;
    } else if (node instanceof Sequence sequence) {
      ArrayNode array = nodes.arrayNode();
      for (SpecNode item : sequence.items()) {
        array.add(json(item));
      }
      return array;
    }
    Scalar scalar = (Scalar) node;
    return switch (scalar.kind()) {
      case TEXT -> nodes.textNode(scalar.text());
      case NUMBER -> new ObjectMapper().readTree(scalar.text());
      // YAML 1.2, which editors speak, has only these two.
      case BOOLEAN ->
          scalar.text().matches("true|false")
              ? nodes.booleanNode(Boolean.parseBoolean(scalar.text()))
              : nodes.textNode(scalar.text());
      case NULL -> nodes.nullNode();
    };
  }
}
