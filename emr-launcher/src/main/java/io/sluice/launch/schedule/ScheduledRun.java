package io.sluice.launch.schedule;

/**
 * Runs that begin by themselves.
 *
 * @param name unique in its group
 * @param job the Glue job
 * @param spec where it lies
 * @param lake the lake
 * @param paused whether it waits to be resumed
 */
public record ScheduledRun(
    String name, Times times, String job, String spec, String lake, boolean paused) {}
