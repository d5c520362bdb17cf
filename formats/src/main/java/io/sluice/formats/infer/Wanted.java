package io.sluice.formats.infer;

import java.util.function.Predicate;

/**
 * What of some records is looked at, to infer columns from.
 *
 * @param records about how many, from the beginning on
 * @param fields which fields, by name; where records name their fields themselves, all are
 */
public record Wanted(long records, Predicate<String> fields) {}
