package io.sluice.benchmarks.data;

/**
 * A column of generated data.
 *
 * @param type its type in a dataset spec
 * @param width bytes of UTF-8 in a fixed-width file; no value is longer
 */
record DataColumn(String name, String type, int width) {}
