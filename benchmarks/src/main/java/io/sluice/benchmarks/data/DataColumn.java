package io.sluice.benchmarks.data;

import java.io.Serializable;

/**
 * A column of generated data.
 *
 * @param type its type in a dataset spec
 * @param width characters in a fixed-width file; no value is longer
 */
public record DataColumn(String name, String type, int width) implements Serializable {}
