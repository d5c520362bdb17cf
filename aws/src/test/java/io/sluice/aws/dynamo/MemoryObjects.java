package io.sluice.aws.dynamo;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Objects in memory. */
final class MemoryObjects implements ObjectStore {
  final Map<String, byte[]> content = new ConcurrentHashMap<>();
  final AtomicInteger reads = new AtomicInteger();

  @Override
  public void put(String key, byte[] bytes) {
    if (content.putIfAbsent(key, bytes.clone()) != null) {
      throw new AssertionError(key + " is written twice");
    }
  }

  @Override
  public Optional<byte[]> find(String key) {
    reads.incrementAndGet();
    return Optional.ofNullable(content.get(key));
  }

  @Override
  public void delete(String key) {
    content.remove(key);
  }
}
