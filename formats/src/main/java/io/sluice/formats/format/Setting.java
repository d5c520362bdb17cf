package io.sluice.formats.format;

/**
 * One decision about how to read a file.
 *
 * @param name as in a spec's {@code source.options}, or {@code format}
 * @param value as a spec would write it
 */
public record Setting(String name, String value, Origin origin) {
  /** Who decided. */
  public enum Origin {
    /** The spec or the command line. */
    SET,
    /** The file's content. */
    DETECTED,
    /** Nobody: the content leaves it open. */
    DEFAULT
  }
}
