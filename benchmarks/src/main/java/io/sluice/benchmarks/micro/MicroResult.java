package io.sluice.benchmarks.micro;

import java.util.Map;

/**
 * What was measured of one benchmark with one set of parameters, in processor time of one thread.
 *
 * @param benchmark {@code Class.method}
 * @param parameters in the order of their names
 * @param megabytesPerSecond of text, median of the iterations
 * @param nanosPerValue per field or value, median of the iterations
 * @param spread half of what lies between the fastest and the slowest iteration, as a share of the
 *     median
 */
public record MicroResult(
    String benchmark,
    Map<String, String> parameters,
    double megabytesPerSecond,
    double nanosPerValue,
    double spread) {}
