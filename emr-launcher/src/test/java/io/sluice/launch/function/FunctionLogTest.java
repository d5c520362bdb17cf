package io.sluice.launch.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.launch.Usage;
import io.sluice.launch.Usage.Unit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunctionLogTest {
  @Test
  void whatIsChargedIsReadFromLambdasOwnLine() {
    assertEquals(
        Optional.of(Usage.of(Unit.GB_SECONDS, 2.5 * 2)),
        FunctionLog.usage(
            "REPORT RequestId: 5a1c\tDuration: 2499.10 ms\tBilled Duration: 2500 ms\tMemory Size:"
                + " 2048 MB\tMax Memory Used: 511 MB"));
    assertEquals(Optional.empty(), FunctionLog.usage("END RequestId: 5a1c"));
  }
}
