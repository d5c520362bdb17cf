package io.sluice.aws.dynamo;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Objects in memory. */
final class MemoryObjects implements ObjectStore {
  final Map<String, byte[]> content = new ConcurrentHashMap<>();

  @Override
  public void put(String key, byte[] bytes) {
    if (content.putIfAbsent(key, bytes.clone()) != null) {
      throw new AssertionError(key + " is written twice");
    }
  }

  @Override
  public Optional<byte[]> find(String key) {
    return Optional.ofNullable(content.get(key));
  }

  @Override
  public void delete(String key) {
    content.remove(key);
  }
}
