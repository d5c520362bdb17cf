package io.sluice.spec;

import java.util.Optional;

/**
 * Where a field stands in the lines of a fixed-width file. Places count characters.
 *
 * @param start its first character, from 1; absent: directly after the field before it
 * @param length how many characters it has, padding included; absent: up to the line's end
 */
public record FixedField(String name, Optional<Integer> start, Optional<Integer> length) {}
