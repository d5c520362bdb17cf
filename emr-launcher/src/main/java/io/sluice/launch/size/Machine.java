package io.sluice.launch.size;

/**
 * A kind of worker that a service offers.
 *
 * @param name as the service calls it
 * @param units what it is charged as: DPUs of Glue; 1 elsewhere
 */
public record Machine(String name, int processors, int memoryGb, double units) {}
