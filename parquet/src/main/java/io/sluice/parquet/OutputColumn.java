package io.sluice.parquet;

import io.sluice.spec.type.DataType;
import java.io.Serializable;

/**
 * A column of a Parquet file.
 *
 * @param nullable false: stored as {@code required}, and a null in it is an error
 */
public record OutputColumn(String name, DataType type, boolean nullable) implements Serializable {}
