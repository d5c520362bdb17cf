package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Start and end of an emulator. */
@ExtendWith(LocalAwsForTests.class)
class LocalAwsTest {
  @Test
  void itEndsWhenClosedAndKeepsToItsFolder(@TempDir Path state) throws Exception {
    ProcessHandle process;
    try (LocalAws aws = LocalAws.start(state)) {
      process = ProcessHandle.of(aws.pid()).orElseThrow();
      assertTrue(process.isAlive());
      assertEquals(aws.endpoint().toString(), aws.environment().get("AWS_ENDPOINT_URL"));
      assertTrue(aws.endpoint().getPort() != LocalAwsForTests.aws().endpoint().getPort());
      assertEquals(state.resolve("localemu.log").toAbsolutePath(), aws.log());
      assertTrue(Files.size(aws.log()) > 0);
    }
    assertFalse(process.isAlive());
  }
}
