package io.sluice.launch.size;

/**
 * A kind of worker that a service offers.
 *
 * @param name as the service calls it
 * @param units what it is charged as: DPUs of Glue, GB of a function; 1 elsewhere
 */
public record Machine(String name, int processors, int memoryGb, double units) {
  private static final int PROCESSORS = 4;
  private static final int MEMORY = 16;

  /**
   * A type of Glue's workers.
   *
   * @param type such as {@code G.2X}, of two DPUs, or {@code R.2X}, which has twice the memory
   */
  public static Machine ofGlue(String type) {
    int size = Integer.parseInt(type.replaceAll("\\D", ""));
    int memory = type.startsWith("R") ? 2 * MEMORY : MEMORY;
    return new Machine(type, size * PROCESSORS, size * memory, size);
  }

  /** A worker or container of so much. */
  public static Machine of(int processors, int memoryGb) {
    return new Machine(processors + " vCPU, " + memoryGb + " GB", processors, memoryGb, 1);
  }
}
