package io.sluice.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The stack made, made again, changed and removed through CloudFormation. */
@ExtendWith(LocalAwsForTests.class)
class DeploymentTest {
  @TempDir private Path folder;

  @Test
  void deploysChangesAndRemoves() throws Exception {
    TestStack stack = new TestStack(folder, "whole");
    try {
      Deployment.Result first = stack.deploy(Map.of("Email", "somebody@example.com"));
      assertTrue(first.changed());
      assertFalse(first.resources().containsValue("unknown"), first.resources().toString());
      System.out.println(first.resources());
      System.out.println(first.outputs());
      assertFalse(stack.deploy(Map.of()).changed());
      assertTrue(stack.deploy(Map.of("BatchWindowSeconds", "5", "RunsAtOnce", "2")).changed());
      System.out.println(stack.destroy());
    } finally {
      stack.said.forEach(System.out::println);
    }
    assertEquals(1, 1);
  }
}
