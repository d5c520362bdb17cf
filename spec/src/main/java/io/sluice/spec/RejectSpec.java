package io.sluice.spec;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How many rejected records a run may have before it fails and publishes nothing, and what is kept
 * of them. No limit given: any number is kept in the rejects table and reported.
 *
 * @param maxFraction rejected / read, 0 to 1, over the run
 * @param keepRaw whether records and values stand in the rejects even where the spec masks columns
 */
public record RejectSpec(OptionalLong maxRows, OptionalDouble maxFraction, boolean keepRaw) {
  /** No limit. */
  public static final RejectSpec DEFAULT =
      new RejectSpec(OptionalLong.empty(), OptionalDouble.empty(), false);
}
