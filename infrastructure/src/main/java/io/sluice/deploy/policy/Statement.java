package io.sluice.deploy.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What is allowed on what.
 *
 * @param sid what it is for
 * @param actions such as {@code s3:GetObject}
 * @param resources ARNs, with the template's names in them: {@code ${Lake.Arn}/*}
 * @param condition a policy's; missing if there is none
 */
record Statement(
    String sid, SortedSet<String> actions, SortedSet<String> resources, JsonNode condition) {

  /** One of a policy's, or of the declared ones. */
  static Statement of(String sid, JsonNode statement) {
    return new Statement(
        sid,
        texts(statement.path("Action")),
        texts(statement.path("Resource")),
        statement.path("Condition"));
  }

  /** The same with its texts changed. */
  Statement with(UnaryOperator<String> change) {
    SortedSet<String> changed = new TreeSet<>();
    resources.forEach(each -> changed.add(change.apply(each)));
    return new Statement(sid, actions, changed, changed(condition, change));
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("Sid", sid).put("Effect", "Allow");
    actions.forEach(json.putArray("Action")::add);
    resources.forEach(json.putArray("Resource")::add);
    if (!condition.isMissingNode()) {
      json.set("Condition", condition);
    }
    return json;
  }

  private static JsonNode changed(JsonNode node, UnaryOperator<String> change) {
    if (node.isTextual()) {
      return JsonNodeFactory.instance.textNode(change.apply(node.asText()));
    }
    if (node.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      node.fields()
          .forEachRemaining(each -> copy.set(each.getKey(), changed(each.getValue(), change)));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> copy.add(changed(each, change)));
      return copy;
    }
    return node;
  }

  /**
   * Those of several policies as one policy's: what has the same resources and condition is one
   * statement, and no two have the same Sid, as IAM demands.
   */
  static List<Statement> merged(List<Statement> all) {
    List<Statement> merged = new ArrayList<>();
    for (Statement each : all) {
      int same = -1;
      for (int i = 0; i < merged.size() && same < 0; i++) {
        Statement other = merged.get(i);
        if (other.resources.equals(each.resources) && other.condition.equals(each.condition)) {
          same = i;
        }
      }
      if (same < 0) {
        merged.add(each.named(merged));
      } else {
        SortedSet<String> actions = new TreeSet<>(merged.get(same).actions);
        actions.addAll(each.actions);
        Statement other = merged.get(same);
        merged.set(same, new Statement(other.sid, actions, other.resources, other.condition));
      }
    }
    return merged;
  }

  private Statement named(List<Statement> before) {
    String name = sid;
    for (int i = 2; taken(before, name); i++) {
      name = sid + i;
    }
    return new Statement(name, actions, resources, condition);
  }

  private static boolean taken(List<Statement> before, String name) {
    return before.stream().anyMatch(each -> each.sid.equals(name));
  }

  private static SortedSet<String> texts(JsonNode node) {
    SortedSet<String> texts = new TreeSet<>();
    if (node.isArray()) {
      node.forEach(each -> texts.add(each.asText()));
    } else if (node.isTextual()) {
      texts.add(node.asText());
    }
    return texts;
  }

  static JsonNode noCondition() {
    return MissingNode.getInstance();
  }
}
