package io.sluice.ingest.transform;

import io.sluice.spec.type.DataType;
import java.io.Serializable;

/**
 * A column at one point of the transforms.
 *
 * @param slot where its values are while a batch is worked on
 */
record Field(String name, DataType type, int slot) implements Serializable {
  private static final long serialVersionUID = 1;

  Field named(String other) {
    return new Field(other, type, slot);
  }
}
