package io.sluice.spec;

/**
 * Where the files are and what they are.
 *
 * @param path a file, a folder (read recursively) or a glob; a URI or a local path
 * @param format the pinned format, or {@link SourceFormat#AUTO}
 */
public record SourceSpec(String path, SourceFormat format, SourceOptions options) {}
