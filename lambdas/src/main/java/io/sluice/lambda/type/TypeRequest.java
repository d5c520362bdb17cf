package io.sluice.lambda.type;

/**
 * A group of a batch's files, or one file.
 *
 * @param list the object that names the group's files; null if one file is asked for
 * @param versionId of the one file is not looked at: what is there now is what would be ingested
 */
public record TypeRequest(
    String dataset,
    String batch,
    String runId,
    String execution,
    int index,
    String list,
    String bucket,
    String key,
    String versionId) {}
