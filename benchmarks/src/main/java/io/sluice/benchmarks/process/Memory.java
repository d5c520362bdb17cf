package io.sluice.benchmarks.process;

/**
 * The most memory that a process of an engine had, in bytes; -1 what is not known.
 *
 * @param resident its resident set, the heap included
 * @param heap Java objects, garbage included
 * @param heapLeft Java objects that a collection left
 */
public record Memory(long resident, long heap, long heapLeft) {
  /** Nothing is known. */
  public static final Memory UNKNOWN = new Memory(-1, -1, -1);

  /** The greater of each. */
  Memory max(Memory other) {
    return new Memory(
        Math.max(resident, other.resident),
        Math.max(heap, other.heap),
        Math.max(heapLeft, other.heapLeft));
  }
}
