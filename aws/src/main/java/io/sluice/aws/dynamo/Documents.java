package io.sluice.aws.dynamo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Output;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Manifests and reports as objects; locations in them are relative to the lake. */
final class Documents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore objects;
  private final LakeLocation lake;

  Documents(ObjectStore objects, LakeLocation lake) {
    this.objects = objects;
    this.lake = lake;
  }

  /** What a run makes visible, without its report. */
  record Outputs(List<Output> outputs, List<String> removed, Optional<String> table) {}

  private record Stored(List<Output> outputs, List<String> removed, String table) {}

  ObjectPointer putOutputs(String runId, Manifest manifest) {
    Stored stored =
        new Stored(
            manifest.outputs().stream().map(output -> at(output, lake::stored)).toList(),
            manifest.removed().stream().map(lake::stored).toList(),
            manifest.table().orElse(null));
    try {
      return put("manifests", runId, JSON.writeValueAsBytes(stored));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is text and numbers", e);
    }
  }

  Outputs outputs(ObjectPointer pointer) {
    try {
      Stored stored = JSON.readValue(get(pointer), Stored.class);
      return new Outputs(
          stored.outputs().stream().map(output -> at(output, lake::resolved)).toList(),
          stored.removed().stream().map(lake::resolved).toList(),
          Optional.ofNullable(stored.table()));
    } catch (IOException e) {
      throw new IllegalStateException("The object " + pointer.key() + " is not a manifest", e);
    }
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

  private ObjectPointer put(String folder, String runId, byte[] content) {
    // A name that was never used: what a lost runner puts is in nobody's way.
    String key = "ledger/" + folder + "/" + runId + "-" + UUID.randomUUID() + ".json";
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

  private static Output at(Output o, UnaryOperator<String> location) {
    return new Output(
        o.kind(),
        location.apply(o.path()),
        o.handle(),
        o.partition(),
        o.rows(),
        o.bytes(),
        o.sources());
  }
}
