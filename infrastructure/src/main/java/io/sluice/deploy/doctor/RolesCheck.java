package io.sluice.deploy.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.deploy.policy.Names;
import io.sluice.deploy.policy.Policies;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/**
 * Whether each role trusts its service and may do what the template says, as IAM's simulation
 * tells: boundaries and policies that somebody added are in it, those of buckets and keys are not.
 */
final class RolesCheck implements Check {
  @Override
  public String name() {
    return "roles";
  }

  @Override
  public List<Finding> look(Patient patient) {
    Findings findings = new Findings(name());
    Names names =
        Names.of(patient.stack().name(), patient.stack().region(), patient.stack().account())
            .with(patient.stack().parameters())
            .with(patient.stack().resources());
    boolean simulated = true;
    try (IamClient iam = patient.client(IamClient.builder())) {
      for (String role : Policies.roles()) {
        String id = patient.id(role);
        if (id.isEmpty()) {
          continue;
        }
        String arn;
        try {
          var found = iam.getRole(b -> b.roleName(id)).role();
          arn = found.arn();
          trust(role, id, found.assumeRolePolicyDocument(), patient, findings);
        } catch (NoSuchEntityException e) {
          findings.fault(
              role + " (" + id + ") is not there",
              "'sluice destroy' (data stays), then " + patient.deployAgain());
          continue;
        }
        simulated = simulated && allowed(iam, role, arn, names, patient, findings);
      }
    }
    if (!simulated) {
      findings.unknown(
          "whether roles may do what they must is not known: no right to"
              + " iam:SimulatePrincipalPolicy",
          "ask for that right");
    }
    return findings.orGood("each trusts its service and may do what it must");
  }

  private static void trust(
      String role, String id, String document, Patient patient, Findings findings) {
    String service = Policies.service(role);
    if (!trusts(document, service)) {
      findings.fault(
          id + " does not trust " + service + ", which must assume it",
          "put the trust back, or " + patient.deployAgain() + " after a change of the template");
    }
  }

  /**
   * Whether a role lets a service assume it.
   *
   * @param document its trust policy, as IAM sends it: encoded for a URL
   */
  static boolean trusts(String document, String service) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8).contains("\"" + service + "\"");
  }

  /** False if this may not be asked. */
  private static boolean allowed(
      IamClient iam, String role, String arn, Names names, Patient patient, Findings findings) {
    Set<String> denied = new TreeSet<>();
    for (JsonNode statement : Policies.ofRole(role, names).path("Statement")) {
      if (statement.has("Condition")) {
        // What a condition looks at is not known here.
        continue;
      }
      try {
        iam
            .simulatePrincipalPolicy(
                b ->
                    b.policySourceArn(arn)
                        .actionNames(texts(statement.path("Action")))
                        .resourceArns(examples(statement.path("Resource"))))
            .evaluationResults()
            .stream()
            .filter(each -> each.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
            .map(EvaluationResult::evalActionName)
            .forEach(denied::add);
      } catch (AwsServiceException e) {
        if (e.statusCode() == 403) {
          return false;
        }
        throw e;
      }
    }
    if (!denied.isEmpty()) {
      findings.fault(
          patient.id(role) + " may not " + String.join(", ", denied),
          "look for a boundary (BoundaryArn), a policy of the organisation, or a policy that was"
              + " changed by hand; "
              + patient.deployAgain());
    }
    return true;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  /** Something that a pattern matches. */
  private static List<String> examples(JsonNode resources) {
    return texts(resources).stream()
        .map(each -> each.equals("*") ? each : each.replace("*", "x"))
        .toList();
  }
}
