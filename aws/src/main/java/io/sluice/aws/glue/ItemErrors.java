package io.sluice.aws.glue;

import io.sluice.catalog.Table;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glue.model.ErrorDetail;

/** Which partitions of batches failed: Glue answers HTTP 200 to a batch whatever became of them. */
final class ItemErrors {
  /**
   * What another try can mend. A partition that is there already is then updated, one that is gone
   * is created.
   */
  private static final Set<String> PASSING =
      Set.of(
          "AlreadyExistsException",
          "EntityNotFoundException",
          "ConcurrentModificationException",
          "VersionMismatchException",
          "ThrottlingException",
          "InternalServiceException",
          "InternalServerException",
          "OperationTimeoutException",
          "ResourceNotReadyException");

  private static final int SHOWN = 5;

  private final Map<List<String>, ErrorDetail> errors = new LinkedHashMap<>();

  void add(List<String> values, ErrorDetail error) {
    errors.put(List.copyOf(values), error);
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  Collection<List<String>> partitions() {
    return List.copyOf(errors.keySet());
  }

  boolean anyFinal() {
    return errors.values().stream().anyMatch(error -> !PASSING.contains(code(error)));
  }

  GlueCatalogException failure(Table table, int all) {
    String some =
        errors.entrySet().stream()
            .limit(SHOWN)
            .map(
                error ->
                    error.getKey()
                        + " "
                        + code(error.getValue())
                        + ": "
                        + (error.getValue() == null ? "" : error.getValue().errorMessage()))
            .collect(Collectors.joining("; "));
    return new GlueCatalogException(
        "The Glue Data Catalog refused "
            + errors.size()
            + " of "
            + all
            + " partitions of table "
            + table.qualifiedName()
            + " (the same run again completes what is missing): "
            + some
            + (errors.size() > SHOWN ? "; ..." : ""));
  }

  private static String code(ErrorDetail error) {
    return error == null || error.errorCode() == null ? "no reason given" : error.errorCode();
  }
}
