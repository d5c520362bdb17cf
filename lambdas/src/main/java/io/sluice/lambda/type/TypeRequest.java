package io.sluice.lambda.type;

/**
 * A group of a batch's files, or one file.
 *
 * @param list the object that names the group's files; empty if one file is asked for
 * @param versionId of the one file; empty for what is there now
 */
public record TypeRequest(
    String dataset,
    String batch,
    String execution,
    int index,
    String list,
    String bucket,
    String key,
    String versionId) {}
