package io.sluice.formats.format;

/**
 * What a file must have in common with one that was inspected, to be known for the same without
 * being inspected: everything that the inspection's answer rested on. Thread-safe.
 */
public interface Fingerprint {
  /** What is looked at of a file whose dialect is set, so that there is nothing to find. */
  int GLANCE_BYTES = 8 << 10;

  /**
   * Whether an inspection of this file would end like that of the file inspected.
   *
   * @param file all of it: UTF-8 without control characters, and no format known by first bytes
   */
  boolean holds(byte[] file);
}
