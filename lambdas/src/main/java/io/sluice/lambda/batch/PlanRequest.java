package io.sluice.lambda.batch;

import java.util.List;

/**
 * A closed batch, and what its files are.
 *
 * @param groups what the type function answered for each group
 */
public record PlanRequest(
    String dataset, String batch, String runId, String execution, List<GroupTypes> groups) {
  public PlanRequest {
    groups = groups == null ? List.of() : List.copyOf(groups);
  }

  /**
   * The part of an answer that matters here.
   *
   * @param answers the object with an answer for each file
   */
  public record GroupTypes(int index, String answers) {}
}
