package io.sluice.spark.read;

import io.sluice.formats.read.FileLayout;
import java.io.Serializable;

/**
 * A file to read. Its place in {@link ReadRequest#files} is its {@code fileIndex}.
 *
 * @param size in bytes as stored
 */
public record SourceFile(String uri, long size, FileLayout layout) implements Serializable {}
