package io.sluice.aws.dynamo;

import io.sluice.aws.requests.Workers;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Output;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Manifests and reports as objects; locations in them are relative to the lake. */
final class Documents {
  private final ObjectStore objects;
  private final LakeLocation lake;

  Documents(ObjectStore objects, LakeLocation lake) {
    this.objects = objects;
    this.lake = lake;
  }

  /** What a run makes visible, without its report. */
  record Outputs(List<Output> outputs, List<String> removed, Optional<String> table) {}

  ObjectPointer putOutputs(String runId, Manifest manifest) {
    return put("manifests", runId, StoredManifest.write(manifest, lake));
  }

  Outputs outputs(ObjectPointer pointer) {
    try {
      return StoredManifest.read(get(pointer), lake);
    } catch (IOException e) {
      throw new IllegalStateException(
          "The object " + pointer.key() + " cannot be read as a manifest: " + e.getMessage(), e);
    }
  }

  /** The same of many, read many at a time; in the order of the pointers. */
  List<Outputs> outputs(List<ObjectPointer> pointers) {
    Map<ObjectPointer, Outputs> read = new ConcurrentHashMap<>();
    try {
      Workers.forEach(pointers, pointer -> read.put(pointer, outputs(pointer)));
    } catch (IOException e) {
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw new LedgerBusyException("Interrupted while manifests were read");
    }
    return pointers.stream().map(read::get).toList();
  }

  ObjectPointer putSnapshot(String tableName, LiveTable live) {
    return put("snapshots", tableName + "-" + live.commits(), StoredSnapshot.write(live, lake));
  }

  /** A snapshot, unless it is gone, damaged, or a newer version's. */
  Optional<LiveTable> snapshot(ObjectPointer pointer) {
    return objects
        .find(pointer.key())
        .filter(content -> Sha256.hex(content).equals(pointer.sha256()))
        .flatMap(content -> StoredSnapshot.read(content, lake));
  }

  ObjectPointer putReport(String runId, RunReport report) {
    String json = RunReports.toJson(report.withLocations(lake::stored));
    return put("reports", runId, json.getBytes(StandardCharsets.UTF_8));
  }

  RunReport report(ObjectPointer pointer) {
    return RunReports.fromJson(new String(get(pointer), StandardCharsets.UTF_8))
        .withLocations(lake::resolved);
  }

  void delete(ObjectPointer pointer) {
    objects.delete(pointer.key());
  }

  private ObjectPointer put(String folder, String of, byte[] content) {
    // A name that was never used: what a lost runner puts is in nobody's way.
    String key = "ledger/" + folder + "/" + of + "-" + UUID.randomUUID() + ".json";
    objects.put(key, content);
    return new ObjectPointer(key, Sha256.hex(content));
  }

  private byte[] get(ObjectPointer pointer) {
    byte[] content =
        objects
            .find(pointer.key())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The ledger's object "
                            + pointer.key()
                            + " is gone. Restore it from a backup or an earlier version"));
    if (!Sha256.hex(content).equals(pointer.sha256())) {
      throw new IllegalStateException(
          "The ledger's object "
              + pointer.key()
              + " is not what was written: its SHA-256 is "
              + Sha256.hex(content)
              + ", not "
              + pointer.sha256()
              + ". Restore it from a backup or an earlier version");
    }
    return content;
  }
}
