package io.sluice.deploy.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.deploy.DeployException;
import io.sluice.deploy.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The least policy of each who needs one. Those of the stack's roles are what the template says;
 * the others are declared in {@code policies.json}, partly as the job's with something more or
 * less, or {@code with} all that others have. Tests hold them against the calls that are really
 * made.
 */
public final class Policies {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode TEMPLATE = TemplateReader.read(Template.stack());
  private static final JsonNode DECLARED = declared();

  /** As the template has it for all roles if there is a key. */
  private static final Statement KEY =
      new Statement(
          "Key",
          new TreeSet<>(List.of("kms:Decrypt", "kms:GenerateDataKey")),
          new TreeSet<>(List.of("${KeyArn}")),
          Statement.noCondition());

  private Policies() {}

  static JsonNode template() {
    return TEMPLATE;
  }

  /** Whom there is a policy for. */
  public static List<String> targets() {
    List<String> names = new ArrayList<>();
    DECLARED.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Who that is, for people. */
  public static String who(String target) {
    return find(target).path("who").asText();
  }

  /**
   * A policy.
   *
   * @param target one of {@link #targets}
   * @throws DeployException if there is none for it
   */
  public static ObjectNode of(String target, Names names) {
    ObjectNode policy = JsonNodeFactory.instance.objectNode();
    policy.put("Version", "2012-10-17");
    List<Statement> filled = new ArrayList<>(statements(target));
    if (names.hasKey()) {
      filled.add(KEY);
    }
    filled.replaceAll(each -> each.with(names::in));
    Statement.merged(filled).forEach(each -> policy.withArray("Statement").add(each.json()));
    return policy;
  }

  /** All actions of a target's policy. */
  public static SortedSet<String> actions(String target) {
    SortedSet<String> actions = new TreeSet<>();
    statements(target).forEach(each -> actions.addAll(each.actions()));
    return actions;
  }

  /** All actions that a role of the template may do. */
  public static SortedSet<String> actionsOfRole(String role) {
    SortedSet<String> actions = new TreeSet<>();
    ofRole(role).forEach(each -> actions.addAll(each.actions()));
    return actions;
  }

  /** The template's roles. */
  public static SortedSet<String> roles() {
    SortedSet<String> roles = new TreeSet<>();
    TEMPLATE
        .path("Resources")
        .fields()
        .forEachRemaining(
            each -> {
              if (each.getValue().path("Type").asText().equals("AWS::IAM::Role")) {
                roles.add(each.getKey());
              }
            });
    return roles;
  }

  /** The service that a role of the template is for: {@code lambda.amazonaws.com}. */
  public static String service(String role) {
    return TEMPLATE
        .at("/Resources/" + role + "/Properties/AssumeRolePolicyDocument/Statement/0")
        .at("/Principal/Service")
        .asText();
  }

  /** The policy of a role of the template. */
  public static ObjectNode ofRole(String role, Names names) {
    ObjectNode policy = JsonNodeFactory.instance.objectNode();
    policy.put("Version", "2012-10-17");
    for (Statement each : ofRole(role)) {
      policy.withArray("Statement").add(each.with(names::in).json());
    }
    return policy;
  }

  static List<Statement> statements(String target) {
    JsonNode declared = find(target);
    List<Statement> all = new ArrayList<>();
    declared.path("with").forEach(other -> all.addAll(statements(other.asText())));
    declared.path("roles").forEach(role -> all.addAll(ofRole(role.asText())));
    if (declared.has("rolesOf")) {
      rolesOf(declared.get("rolesOf").asText()).forEach(role -> all.addAll(ofRole(role)));
    }
    declared.path("without").forEach(sid -> all.removeIf(each -> each.sid().equals(sid.asText())));
    declared
        .path("statements")
        .forEach(each -> all.add(Statement.of(each.path("Sid").asText(), each)));
    declared
        .path("byType")
        .fields()
        .forEachRemaining(
            each ->
                all.add(
                    Statement.of(
                        "For" + each.getKey().replace("AWS", "").replace("::", ""),
                        each.getValue())));
    return all;
  }

  /** The types of resources that a target may have CloudFormation make. */
  static List<String> declaredTypes(String target) {
    List<String> types = new ArrayList<>();
    find(target).path("byType").fieldNames().forEachRemaining(types::add);
    return types;
  }

  /** The roles of all resources of a type. */
  static SortedSet<String> rolesOf(String type) {
    SortedSet<String> roles = new TreeSet<>();
    for (JsonNode each : TEMPLATE.path("Resources")) {
      if (each.path("Type").asText().equals(type)) {
        // ${ArrivalRole.Arn}
        roles.add(each.path("Properties").path("Role").asText().replaceAll("\\$\\{|\\.Arn}", ""));
      }
    }
    return roles;
  }

  private static List<Statement> ofRole(String role) {
    JsonNode policies = TEMPLATE.path("Resources").path(role).path("Properties").path("Policies");
    if (policies.isMissingNode()) {
      throw new IllegalStateException("the template has no role " + role + " with policies");
    }
    List<Statement> all = new ArrayList<>();
    for (JsonNode policy : policies) {
      // Lists are both sides of a condition: the key that a user may bring is theirs to allow.
      policy
          .path("PolicyDocument")
          .path("Statement")
          .forEach(each -> all.add(Statement.of(each.path("Sid").asText(), each)));
    }
    return all;
  }

  private static JsonNode find(String target) {
    JsonNode found = DECLARED.path(target);
    if (found.isMissingNode()) {
      throw new DeployException(
          "there is no policy for '" + target + "': name one of " + String.join(", ", targets()));
    }
    return found;
  }

  private static JsonNode declared() {
    try (InputStream in = Template.class.getResourceAsStream("policies.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
