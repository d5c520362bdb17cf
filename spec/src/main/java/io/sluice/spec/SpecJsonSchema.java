package io.sluice.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON Schema of dataset specs, for editors; made from the keys that the reader knows. */
public final class SpecJsonSchema {
  private SpecJsonSchema() {}

  /** The schema, draft 2020-12, indented, with a final newline. */
  public static String json() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Sluice dataset spec");
    schema.put(
        "description", "Where files come from, what they contain, and the table they become.");
    schema.setAll(DatasetKeys.SHAPE.schema());
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    ObjectWriter writer =
        new ObjectMapper()
            .writer(
                new DefaultPrettyPrinter()
                    .withArrayIndenter(DefaultPrettyPrinter.FixedSpaceIndenter.instance)
                    .withObjectIndenter(indenter));
    try {
      return writer.writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the spec's schema cannot be written as JSON", e);
    }
  }
}
