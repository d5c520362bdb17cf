package io.sluice.ledger;

/**
 * One version of one source file.
 *
 * @param identity what tells this version from another under the same URI: a version id, an ETag,
 *     or size, modification time and content hash
 * @param modified when it was last written, in nanoseconds since 1970, or {@link #UNKNOWN}; a
 *     ledger neither keeps nor compares it
 */
public record FileVersion(String uri, long size, String identity, long modified) {
  /** A modification time that is not known. */
  public static final long UNKNOWN = -1;

  public FileVersion(String uri, long size, String identity) {
    this(uri, size, identity, UNKNOWN);
  }
}
