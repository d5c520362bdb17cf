package io.sluice.formats.decode;

import io.sluice.formats.read.ReadColumn;

/** Supplies decoders of structs, arrays and maps, whose text only their own format understands. */
public interface NestedDecoderFactory {
  /** A decoder for a column whose {@code type().nested()} is true. */
  ColumnDecoder create(ReadColumn column);

  /** For formats without nested values. */
  NestedDecoderFactory NONE =
      column -> {
        throw new IllegalArgumentException(
            "column "
                + column.name()
                + " is a "
                + column.type().ddl()
                + ", which this format cannot carry: declare it string, or a scalar type");
      };
}
