package io.sluice.spark.publish;

/**
 * A complete file that nobody sees yet.
 *
 * @param pendingPath where it lies
 * @param finalPath where it will lie, on the same storage
 */
public record PendingFile(String pendingPath, String finalPath) {}
