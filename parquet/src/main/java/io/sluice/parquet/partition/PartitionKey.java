package io.sluice.parquet.partition;

import io.sluice.spec.PartitionField;
import io.sluice.spec.type.DataType;
import java.io.Serializable;

/**
 * A partition key as the catalog names it.
 *
 * @param name {@link PartitionField#name()}
 * @param type of its values, which stand as text in folder names
 */
public record PartitionKey(String name, DataType type, PartitionField field)
    implements Serializable {}
