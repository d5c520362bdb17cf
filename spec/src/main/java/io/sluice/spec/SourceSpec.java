package io.sluice.spec;

/**
 * Where the files are and what they are.
 *
 * @param path a file, a folder (read recursively) or a glob; a URI or a local path
 * @param format the pinned format, or {@link SourceFormat#AUTO}
 * @param onDuplicateContent what happens to a new file that is another of the source, byte for byte
 */
public record SourceSpec(
    String path, SourceFormat format, SourceOptions options, DuplicateContent onDuplicateContent) {
  /** What happens to a new file with the content of another. */
  public enum DuplicateContent {
    /** It is ingested, and the run says so. */
    WARN,
    /** It is left out, and the run says so. */
    SKIP,
    /** Nothing is ingested. */
    FAIL
  }

  /** A source whose copies are ingested with a warning. */
  public SourceSpec(String path, SourceFormat format, SourceOptions options) {
    this(path, format, options, DuplicateContent.WARN);
  }
}
