package io.sluice.deploy.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.deploy.DeployException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A library, as a bill of materials names it.
 *
 * @param license an SPDX id or what its publisher calls it; {@code -} if it says none
 */
record Component(String group, String name, String version, String license)
    implements Comparable<Component> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * All of a CycloneDX document.
   *
   * @throws DeployException if it is none
   */
  static List<Component> of(Path bill) {
    JsonNode root;
    try {
      root = JSON.readTree(bill.toFile());
    } catch (IOException e) {
      throw new DeployException(bill + " cannot be read: " + e.getMessage(), e);
    }
    if (!root.path("bomFormat").asText().equals("CycloneDX") || root.path("components").isEmpty()) {
      throw new DeployException(
          bill + " is not a bill of materials: build again with './mvnw package -DskipTests'");
    }
    List<Component> all = new ArrayList<>();
    for (JsonNode each : root.path("components")) {
      all.add(
          new Component(
              each.path("group").asText(),
              each.path("name").asText(),
              each.path("version").asText(),
              license(each)));
    }
    return all;
  }

  private static String license(JsonNode component) {
    StringJoiner all = new StringJoiner(" or ");
    all.setEmptyValue("-");
    for (JsonNode each : component.path("licenses")) {
      JsonNode license = each.path("license");
      String text =
          license.has("id")
              ? license.get("id").asText()
              : license.path("name").asText(each.path("expression").asText());
      if (!text.isEmpty()) {
        all.add(text);
      }
    }
    return all.toString();
  }

  String coordinates() {
    return group + ":" + name + ":" + version;
  }

  @Override
  public int compareTo(Component other) {
    return coordinates().compareTo(other.coordinates());
  }
}
