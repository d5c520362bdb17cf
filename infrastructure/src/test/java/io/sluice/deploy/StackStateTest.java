package io.sluice.deploy;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** What is said of a stack that cannot be changed as it is. */
class StackStateTest {
  @ParameterizedTest
  @CsvSource({
    "ROLLBACK_COMPLETE, 'sluice destroy --stack s'",
    "ROLLBACK_FAILED, 'sluice destroy --stack s'",
    "CREATE_FAILED, 'sluice destroy --stack s'",
    "DELETE_FAILED, 'sluice destroy --stack s'",
    "UPDATE_ROLLBACK_FAILED, continue-update-rollback --stack-name s",
    "UPDATE_IN_PROGRESS, wait until it is over",
  })
  void itSaysWhatToDo(String status, String remedy) {
    DeployException refused =
        assertThrows(DeployException.class, () -> StackState.requireChangeable(stack(status)));
    assertTrue(refused.getMessage().contains("is in " + status), refused.getMessage());
    assertTrue(refused.getMessage().contains(remedy), refused.getMessage());
  }

  @Test
  void othersMayBeChanged() {
    StackState.requireChangeable(Optional.empty());
    for (String status :
        new String[] {
          "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS"
        }) {
      StackState.requireChangeable(stack(status));
    }
  }

  private static Optional<Stack> stack(String status) {
    return Optional.of(Stack.builder().stackName("s").stackStatus(status).build());
  }
}
