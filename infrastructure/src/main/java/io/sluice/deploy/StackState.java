package io.sluice.deploy;

import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Whether a stack may be changed as it is, and what to do if not. */
final class StackState {
  private StackState() {}

  /**
   * @throws DeployException if it cannot be changed now
   */
  static void requireChangeable(Optional<Stack> stack) {
    if (stack.isEmpty()) {
      return;
    }
    String name = stack.get().stackName();
    String status = stack.get().stackStatusAsString();
    switch (status) {
      case "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED" ->
          throw new DeployException(
              "stack "
                  + name
                  + " is in "
                  + status
                  + " and can only be removed: 'sluice destroy --stack "
                  + name
                  + "' does that (data stays), then deploy again. Why it came to this: 'aws"
                  + " cloudformation describe-stack-events --stack-name "
                  + name
                  + "'");
      case "UPDATE_ROLLBACK_FAILED" ->
          throw new DeployException(
              "stack "
                  + name
                  + " is in UPDATE_ROLLBACK_FAILED: repair what its events name, for example a role"
                  + " that was deleted, then 'aws cloudformation continue-update-rollback"
                  + " --stack-name "
                  + name
                  + "', then deploy again");
      default -> {
        if (status.endsWith("_IN_PROGRESS") && !status.equals("REVIEW_IN_PROGRESS")) {
          throw new DeployException(
              "stack " + name + " is in " + status + ": wait until it is over, then deploy again");
        }
      }
    }
  }
}
