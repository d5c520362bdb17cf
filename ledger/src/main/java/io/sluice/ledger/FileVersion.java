package io.sluice.ledger;

/**
 * One version of one source file.
 *
 * @param identity what tells this version from another under the same URI: a version id, an ETag,
 *     or size, modification time and content hash
 */
public record FileVersion(String uri, long size, String identity) {}
