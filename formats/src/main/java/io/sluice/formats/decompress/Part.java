package io.sluice.formats.decompress;

/**
 * One step's result, or work whose result it will be. One thread makes a part, another may do its
 * work, a third uses it; {@link Prefetch} passes it on so that each sees what the one before did.
 */
public abstract class Part {
  /** Whether there is work left that depends on no other part. */
  boolean pending() {
    return false;
  }

  /** Does the work. What goes wrong with the data is kept, and told to whoever uses the part. */
  void work() {}

  /** Frees what the part holds; it will not be used. */
  void discard() {}
}
