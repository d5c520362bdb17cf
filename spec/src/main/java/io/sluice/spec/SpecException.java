package io.sluice.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A spec cannot be used. Carries every problem found; the message has one line for each. */
public final class SpecException extends RuntimeException {
  private final transient List<SpecProblem> problems;

  public SpecException(String file, List<SpecProblem> problems) {
    super(problems.stream().map(p -> p.text(file)).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** In the order in which they stand in the file; at least one. */
  public List<SpecProblem> problems() {
    return problems;
  }
}
