package io.sluice.deploy.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.deploy.DeployException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PoliciesTest {
  private static final Names NAMES = Names.of("sluice", "eu-central-1", "123456789012");

  @Test
  void allAreCompleteDocuments() {
    for (String target : Policies.targets()) {
      ObjectNode policy = Policies.of(target, NAMES);
      assertEquals("2012-10-17", policy.path("Version").asText());
      assertFalse(policy.toString().contains("${"), policy::toPrettyString);
      assertFalse(Policies.who(target).isEmpty());
      Set<String> sids = new HashSet<>();
      for (JsonNode each : policy.path("Statement")) {
        assertTrue(sids.add(each.path("Sid").asText()), policy::toPrettyString);
        assertTrue(each.path("Sid").asText().matches("[A-Za-z0-9]+"), policy::toPrettyString);
        assertFalse(each.path("Action").isEmpty(), policy::toPrettyString);
        assertFalse(each.path("Resource").isEmpty(), policy::toPrettyString);
      }
    }
    assertTrue(
        assertThrows(DeployException.class, () -> Policies.of("gleu", NAMES))
            .getMessage()
            .contains("name one of glue, lambda"));
  }

  /** Least: none of them may do everything of a service. */
  @Test
  void noneAllowsAllOfAService() {
    for (String target : Policies.targets()) {
      for (String action : Policies.actions(target)) {
        assertFalse(action.endsWith(":*"), target + " " + action);
      }
    }
  }

  @Test
  void rolesOfTheStackHaveWhatTheTemplateGivesThem() {
    assertEquals(Policies.actionsOfRole("JobRole"), Policies.actions("glue"));
    SortedSet<String> functions = new TreeSet<>();
    SortedSet<String> roles = Policies.rolesOf("AWS::Lambda::Function");
    assertTrue(roles.contains("ArrivalRole"), roles.toString());
    roles.forEach(role -> functions.addAll(Policies.actionsOfRole(role)));
    assertEquals(functions, Policies.actions("lambda"));
    for (String target : new String[] {"emr", "emr-serverless", "batch"}) {
      assertTrue(Policies.actions(target).contains("glue:BatchCreatePartition"), target);
      assertFalse(Policies.actions(target).contains("logs:PutLogEvents"), target);
    }
  }

  /** CloudFormation makes things with the rights of who deploys. */
  @Test
  void whoDeploysMayMakeAllThatTheTemplateHas() {
    SortedSet<String> types = new TreeSet<>();
    Policies.template().path("Resources").forEach(each -> types.add(each.path("Type").asText()));
    SortedSet<String> declared = new TreeSet<>(Policies.declaredTypes("deploy"));
    assertEquals(types, declared);
  }

  @Test
  void namesAreThoseOfAStackThatIsThere() {
    Names known =
        NAMES.with(
            Map.of(
                "Lake", "sluice-lake-1x2y3z",
                "LakePrefix", "prod",
                "Job", "Job-abc",
                "Machine", "arn:aws:states:eu-central-1:123456789012:stateMachine:Machine-xyz",
                "Arrivals", "https://sqs.eu-central-1.amazonaws.com/123456789012/queue-1",
                "KeyArn", "arn:aws:kms:eu-central-1:123456789012:key/1"));
    String glue = Policies.of("glue", known).toString();
    assertTrue(glue.contains("\"arn:aws:s3:::sluice-lake-1x2y3z/prod/*\""), glue);
    assertTrue(glue.contains("\"arn:aws:s3:::sluice-landing-*/landing/*\""), glue);
    assertTrue(glue.contains("\"kms:Decrypt\""), glue);
    assertFalse(Policies.of("glue", NAMES).toString().contains("kms:"));
    String redrive = Policies.of("redrive", known).toString();
    String states = "arn:aws:states:eu-central-1:123456789012:";
    assertTrue(redrive.contains("\"" + states + "stateMachine:Machine-xyz\""), redrive);
    assertTrue(redrive.contains("\"" + states + "execution:Machine-xyz:*\""), redrive);
    String functions = Policies.of("lambda", known).toString();
    assertTrue(functions.contains("\"arn:aws:sqs:eu-central-1:123456789012:queue-1\""), functions);
  }

  @Test
  void otherPartitionsHaveTheirArns() {
    assertTrue(
        Policies.of("glue", Names.of("s", "cn-north-1", "*"))
            .toString()
            .contains("arn:aws-cn:s3:::s-lake-*/"));
  }
}
