package io.sluice.lambda.batch;

import java.util.List;

/**
 * @param types what the type function answered for each group
 */
public record PlanRequest(
    String dataset, String batch, String runId, String execution, List<GroupTypes> types) {
  public PlanRequest {
    types = types == null ? List.of() : List.copyOf(types);
  }

  /**
   * @param answers the object with an answer for each file
   */
  public record GroupTypes(int index, String answers) {}
}
