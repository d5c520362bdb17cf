package io.sluice.ingest.progress;

/** How far a run is: stored bytes, records and files done, and of how many. */
public record Progress(
    long bytes, long totalBytes, long records, long rejects, int files, int totalFiles) {}
