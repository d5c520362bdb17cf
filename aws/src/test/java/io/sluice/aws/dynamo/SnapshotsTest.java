package io.sluice.aws.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerFixture;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** However many commits a table has, few manifests are read to know what of it is live. */
@ExtendWith(LocalAwsForTests.class)
class SnapshotsTest extends LedgerFixture {
  private static final int EVERY = 4;
  private static final int COMMITS = 2 * EVERY + 1;

  private final String name = "snapshots-" + UUID.randomUUID();
  private final MemoryObjects objects = new MemoryObjects();

  @Override
  protected LakeLocation lake() {
    return new LakeLocation("s3://bucket/" + name);
  }

  @Override
  protected Ledger open() {
    LeaseTimes times = LeaseTimes.of(Duration.ofSeconds(60));
    return DynamoLedger.open(
        DynamoClients.CLIENT, name, lake(), objects, times, Clock.systemUTC(), EVERY);
  }

  /** Each run adds a file, with a key that has no value and rejects; each third replaces one. */
  private void commitAll() {
    for (int i = 0; i < COMMITS; i++) {
      begin("r" + i);
      FileVersion file = new FileVersion("file:/in/" + i, i, "v" + i);
      claim("r" + i, file);
      Map<String, String> partition = new LinkedHashMap<>();
      partition.put("day", "d " + i % 2);
      partition.put("none", null);
      Output o = output("r" + i + "-0", file);
      Output data =
          new Output(o.kind(), o.path(), o.handle(), partition, o.rows(), o.bytes(), o.sources());
      Output rejects =
          new Output(Kind.REJECTS, path("x" + i), o.handle(), Map.of(), 1, o.bytes(), o.sources());
      List<String> removed = i % 3 == 2 ? List.of(path("r" + (i - 1) + "-0")) : List.of();
      commit("r" + i, removing(removed, data, rejects));
    }
  }

  private List<String> snapshots() {
    return objects.content.keySet().stream().filter(key -> key.contains("/snapshots/")).toList();
  }

  private static Map<Kind, List<LiveFile>> live(Ledger ledger) {
    Map<Kind, List<LiveFile>> live = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      live.put(kind, ledger.liveFiles(TABLE, kind));
    }
    return live;
  }

  private Map<Kind, List<LiveFile>> liveFor(int reads) {
    try (Ledger fresh = open()) {
      objects.reads.set(0);
      Map<Kind, List<LiveFile>> live = live(fresh);
      assertEquals(reads, objects.reads.get());
      return live;
    }
  }

  @Test
  void whatIsLiveIsTheSameWithSnapshotsAndWithout() {
    commitAll();
    Map<Kind, List<LiveFile>> known = live(ledger);
    assertEquals(COMMITS - 3, known.get(Kind.DATA).size());
    assertEquals(COMMITS, known.get(Kind.REJECTS).size());
    assertEquals(2, snapshots().size());
    // The snapshot and the one commit after it.
    assertEquals(known, liveFor(2));
    List<String> paths = new ArrayList<>(livePaths(Kind.DATA));
    try (Ledger fresh = open()) {
      assertEquals(paths, fresh.liveOutputs(TABLE, paths).stream().map(Output::path).toList());
      assertEquals(1, fresh.liveOutputs(TABLE, paths).get(0).sources().size());
    }
    objects.content.keySet().removeAll(snapshots());
    // Each manifest, and the snapshot that is gone.
    assertEquals(known, liveFor(COMMITS + 1));
  }

  @Test
  void atMostTwoSnapshotsStay() {
    commitAll();
    List<String> before = snapshots();
    for (int i = 0; i < EVERY; i++) {
      begin("more" + i);
      commit("more" + i, output("more" + i));
    }
    assertEquals(2, snapshots().size());
    assertTrue(snapshots().stream().anyMatch(before::contains), "the one before stays");
  }

  @Test
  void anotherVersionsAndDamagedOnesArePassedOver() throws IOException {
    commitAll();
    Map<Kind, List<LiveFile>> known = live(ledger);
    String newest =
        snapshots().stream().filter(key -> key.contains("-" + 2 * EVERY + "-")).findFirst().get();
    byte[] content = objects.content.get(newest);
    ObjectMapper json = new ObjectMapper();
    ObjectNode tree;
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
      tree = (ObjectNode) json.readTree(gzip);
    }
    ByteArrayOutputStream next = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(next)) {
      json.writeValue(gzip, tree.put("v", 2));
    }
    assertTrue(StoredSnapshot.read(next.toByteArray(), lake()).isEmpty());
    assertEquals(
        known.get(Kind.DATA).subList(0, 5),
        StoredSnapshot.read(content, lake()).orElseThrow().files(Kind.DATA).subList(0, 5));

    objects.content.put(newest, next.toByteArray());
    assertEquals(known, liveFor(COMMITS + 1));
  }
}
