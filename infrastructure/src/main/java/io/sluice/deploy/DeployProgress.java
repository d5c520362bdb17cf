package io.sluice.deploy;

/** Hears what a deployment does. */
@FunctionalInterface
public interface DeployProgress {
  /**
   * @param line one line for people
   */
  void say(String line);
}
