package io.sluice.catalog.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** A partition's values as the catalog's key: a JSON array of strings and nulls. */
final class PartitionValues {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PartitionValues() {}

  static String write(List<String> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of strings is JSON", e);
    }
  }

  static List<String> read(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "The catalog contains a value that is not a JSON list: " + json, e);
    }
  }
}
