package io.sluice.aws.dynamo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is in a batch, as an object named by its content: whoever closes the same batch with the
 * same arrivals writes the same object.
 */
final class ArrivalLists {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore objects;

  ArrivalLists(ObjectStore objects) {
    this.objects = objects;
  }

  /** Which arrival. */
  record Entry(String uri, String version) {
    static Entry of(Arrival arrival) {
      return new Entry(arrival.uri(), arrival.version());
    }
  }

  /** Writes a list down and says where. */
  String put(String dataset, long batch, List<Arrival> arrivals) {
    byte[] content = bytes(arrivals);
    String key =
        String.format(
            Locale.ROOT,
            "batches/%s/%06d/arrivals-%s.json",
            dataset,
            batch,
            Sha256.hex(content).substring(0, 16));
    if (objects.find(key).isEmpty()) {
      objects.put(key, content);
    }
    return key;
  }

  private static byte[] bytes(List<Arrival> arrivals) {
    try {
      return JSON.writeValueAsBytes(
          arrivals.stream()
              .map(Entry::of)
              .sorted(Comparator.comparing(Entry::uri).thenComparing(Entry::version))
              .toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list is text", e);
    }
  }

  /** What is in a sealed batch. */
  Set<Entry> read(Batch batch) {
    String key = batch.sealed().orElseThrow().list();
    byte[] content =
        objects
            .find(key)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The object "
                            + key
                            + ", which says what is in batch "
                            + batch.name()
                            + " of "
                            + batch.dataset()
                            + ", is gone. Restore it from a backup or an earlier version"));
    try {
      return new HashSet<>(JSON.readValue(content, new TypeReference<List<Entry>>() {}));
    } catch (IOException e) {
      throw new IllegalStateException("The object " + key + " is not a list of arrivals", e);
    }
  }
}
