package io.sluice.launch.size;

/**
 * How large a job is started.
 *
 * @param machine what its workers are
 * @param workers how many, that of the driver among them
 * @param seconds how long it is expected to take, from its start to its end
 * @param startSeconds of these, until its first task begins
 * @param obstacle why it cannot be done this way, and what to do; empty: it can
 */
public record Size(
    Machine machine, int workers, double seconds, double startSeconds, String obstacle) {
  /** Whether it can be done this way. */
  public boolean possible() {
    return obstacle.isEmpty();
  }
}
