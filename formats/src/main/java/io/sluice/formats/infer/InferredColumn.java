package io.sluice.formats.infer;

import io.sluice.spec.type.DataType;

/**
 * A field of the files and the type found for it.
 *
 * @param nullable whether a null was seen, or a file without the field
 * @param evidence for people: why this type
 */
public record InferredColumn(String name, DataType type, boolean nullable, String evidence) {}
