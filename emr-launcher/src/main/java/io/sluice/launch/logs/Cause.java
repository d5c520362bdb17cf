package io.sluice.launch.logs;

/**
 * Why a run failed.
 *
 * @param line what says so
 * @param meaning what that means to somebody who does not read stack traces, and what to do; empty
 *     if the line says it itself
 */
public record Cause(LogLine line, String meaning) {}
