package io.sluice.spark.write;

/**
 * How far a run has come; sums over all tasks, running ones included. An estimate until the end, as
 * tasks that fail are taken back.
 *
 * @param bytes stored bytes read
 * @param records records read
 * @param rejects records rejected
 * @param filesDone files read to their end
 */
public record Progress(long bytes, long records, long rejects, int filesDone) {}
