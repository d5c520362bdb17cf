package io.sluice.aws.dynamo;

import java.util.Optional;

/** Keeps what is too large for an item. Strongly consistent: what was put is found at once. */
public interface ObjectStore {
  /** Writes an object whole or not at all. The ledger never writes a key twice. */
  void put(String key, byte[] content);

  /** The object's content, if there is one. */
  Optional<byte[]> find(String key);

  /** Deletes an object; one that is not there is passed over. */
  void delete(String key);
}
