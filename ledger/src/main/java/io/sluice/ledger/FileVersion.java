package io.sluice.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  private static final String SAMPLED = "sampled:";

  public FileVersion(String uri, long size, String identity) {
    this(uri, size, identity, UNKNOWN);
  }

  /** The identity as far as it is made of the content: copies share it. */
  public String content() {
    return identity.startsWith(SAMPLED)
        ? identity.replaceFirst("^(" + SAMPLED + "\\d+:)-?\\d+:", "$1")
        : identity;
  }

  /** Whether the identity tells the time of writing, too: {@code sampled:size:time:hash}. */
  public boolean isTimed() {
    return identity.startsWith(SAMPLED);
  }

  /**
   * Each file once, in the order given.
   *
   * @throws IllegalArgumentException if a URI is given twice with different identities
   */
  public static List<FileVersion> distinct(List<FileVersion> files) {
    Map<String, FileVersion> byUri = new LinkedHashMap<>(files.size() * 2);
    for (FileVersion file : files) {
      FileVersion other = byUri.putIfAbsent(file.uri(), file);
      if (other != null && !other.identity().equals(file.identity())) {
        throw new IllegalArgumentException(
            "The file "
                + file.uri()
                + " is among the candidates twice, as "
                + other.identity()
                + " and as "
                + file.identity());
      }
    }
    return List.copyOf(byUri.values());
  }
}
