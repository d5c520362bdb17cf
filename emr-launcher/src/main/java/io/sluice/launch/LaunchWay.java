package io.sluice.launch;

import io.sluice.launch.profile.Profile;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Work;
import io.sluice.spec.DatasetSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One way to run an ingest somewhere: submits it, says how it is, ends it. Keyed by run ids: what
 * was submitted under one is found again, so that no order is carried out twice at a time.
 */
public interface LaunchWay {
  /** As {@code --on} takes it: glue, emr, emr-serverless, batch, lambda, spark-submit, local. */
  String name();

  /**
   * Refuses an order that cannot succeed, before any call that costs money.
   *
   * @throws LaunchException that says what is wrong, where, and what to do
   */
  void check(LaunchOrder order);

  /**
   * Refuses a spec that cannot be run this way, whatever the order: asks for nothing.
   *
   * @throws OrderRefusedException that says why, and what to do
   */
  default void checkSpec(DatasetSpec spec) {}

  /**
   * What was submitted under the order's run id, living or over; of several the newest. Looks, and
   * changes nothing.
   */
  Optional<LaunchHandle> find(LaunchOrder order);

  /**
   * Starts the order. To be called when {@link #find} has nothing that lives or succeeded. An
   * answer that is lost is not taken for a failure: {@link Submission} looks before it tries again.
   *
   * @throws LaunchException if the service refuses it, or has no capacity
   */
  LaunchHandle submit(LaunchOrder order);

  /** How it is now. */
  LaunchState state(LaunchHandle handle);

  /**
   * Ends the run and all compute that was made for it; returns when that is asked for, not when it
   * is done. What is over already stays as it is.
   */
  void cancel(LaunchHandle handle);

  /** Everything of Sluice's that is not over, whoever started it. */
  List<LaunchHandle> running();

  /** Ends compute that was made for a run that is over, where it is still there. */
  default void tidy(LaunchHandle handle) {}

  /**
   * How a run by this profile does some work: with the workers that the profile names, or those of
   * what exists. Looks, and changes nothing.
   *
   * @return empty where the machines are not made for a run, so that it is not charged for them
   */
  default Optional<Size> size(Profile profile, Work work) {
    return Optional.empty();
  }

  /** How often it may be asked for its state; services throttle. */
  default Duration pace() {
    return Duration.ofSeconds(5);
  }

  /** How long after {@link #cancel} a run may take to be over. */
  default Duration endsWithin() {
    return Duration.ofMinutes(15);
  }

  /** How long after a run's end its service may take to tell what was used. */
  default Duration usageWithin() {
    return Duration.ZERO;
  }

  /** Whether an order may have several parts; else each spec is an order of its own. */
  default boolean takesSeveral() {
    return false;
  }

  /**
   * What it runs in place of a jar of the order, in words that say how that is changed; empty: it
   * runs the jar.
   */
  default Optional<String> ownProgram(Profile profile) {
    return Optional.empty();
  }

  /**
   * What the user should know before an order is submitted, though it can be carried out: a
   * sentence each, with what to do. Looks, and changes nothing.
   */
  default List<String> notices(LaunchOrder order) {
    String jar = order.profile().place().jar();
    return ownProgram(order.profile())
        .filter(own -> !jar.isEmpty())
        .map(own -> "the jar " + jar + " is not used: " + own)
        .stream()
        .toList();
  }

  /** Whether it runs on another machine, whatever the profile says. */
  default boolean remote() {
    return true;
  }

  /**
   * Whether a run by this profile reads its spec and its program on another machine: then they must
   * be where that can read them.
   */
  default boolean readsElsewhere(Profile profile) {
    return remote();
  }
}
