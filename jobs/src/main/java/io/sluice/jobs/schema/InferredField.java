package io.sluice.jobs.schema;

import io.sluice.spec.type.DataType;

/**
 * A field found in files: its name as they have it, and the narrowest type that holds all values
 * seen.
 */
public record InferredField(String name, DataType type) {}
