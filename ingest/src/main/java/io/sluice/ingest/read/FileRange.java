package io.sluice.ingest.read;

import io.sluice.formats.read.ByteRange;
import java.io.Serializable;

/** A byte range and the file it is of. */
public record FileRange(SourceFile file, ByteRange range) implements Serializable {}
