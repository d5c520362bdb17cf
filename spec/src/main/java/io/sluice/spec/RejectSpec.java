package io.sluice.spec;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How many rejected records a run may have before it fails and publishes nothing. No limit given:
 * any number is kept in the rejects table and reported.
 *
 * @param maxFraction rejected / read, 0 to 1, over the run
 */
public record RejectSpec(OptionalLong maxRows, OptionalDouble maxFraction) {}
