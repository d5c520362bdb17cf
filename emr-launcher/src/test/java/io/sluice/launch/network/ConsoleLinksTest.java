package io.sluice.launch.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ConsoleLinksTest {
  @Test
  void eachPartitionHasADomain() {
    assertEquals(
        "https://eu-central-1.console.aws.amazon.com/emr/home?region=eu-central-1#/c/1",
        ConsoleLinks.of("eu-central-1", "emr", "/c/1"));
    assertEquals(
        "https://cn-north-1.console.amazonaws.cn/batch/home?region=cn-north-1#jobs",
        ConsoleLinks.of("cn-north-1", "batch", "jobs"));
    assertEquals(
        "https://us-gov-west-1.console.amazonaws-us-gov.com/emr/home?region=us-gov-west-1#x",
        ConsoleLinks.of("us-gov-west-1", "emr", "x"));
    assertEquals("", ConsoleLinks.of("", "emr", "x"));
  }
}
