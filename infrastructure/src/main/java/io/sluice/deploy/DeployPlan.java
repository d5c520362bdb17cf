package io.sluice.deploy;

import java.nio.file.Path;
import java.util.Map;

/**
 * What is to be deployed.
 *
 * @param stack the stack's name
 * @param jar the job's jar, with all it needs
 * @param functions the functions' zip
 * @param parameters values for the template's parameters; one that is not named keeps the value
 *     that the stack has, or gets its default
 */
public record DeployPlan(String stack, Path jar, Path functions, Map<String, String> parameters) {
  /** The name that is meant when none is given. */
  public static final String DEFAULT_STACK = "sluice";

  public DeployPlan {
    if (!stack.matches("[A-Za-z][A-Za-z0-9-]{0,40}")) {
      throw new DeployException(
          "'"
              + stack
              + "' is not a name for a stack: use a letter, then at most 40 letters, digits and"
              + " hyphens");
    }
    parameters = Map.copyOf(parameters);
  }
}
