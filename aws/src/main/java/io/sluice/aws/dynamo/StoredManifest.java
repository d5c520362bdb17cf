package io.sluice.aws.dynamo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A manifest without its report, as an object of the ledger contains it. Its names are its own, so
 * that code can be renamed; locations are relative to the lake. What a later version adds is passed
 * over where {@link #VERSION} says that this is harmless.
 */
record StoredManifest(
    @JsonProperty("v") int version,
    @JsonProperty("outputs") List<StoredOutput> outputs,
    @JsonProperty("removed") List<String> removed,
    @JsonProperty("table") @JsonInclude(JsonInclude.Include.NON_NULL) String table) {
  /** Raised only by what an earlier reader would misunderstand. */
  static final int VERSION = 1;

  static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  record StoredOutput(
      @JsonProperty("kind") Kind kind,
      @JsonProperty("path") String path,
      @JsonProperty("handle") String handle,
      @JsonProperty("partition") Map<String, String> partition,
      @JsonProperty("rows") long rows,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("sources") List<StoredSource> sources,
      @JsonProperty("dataset") @JsonInclude(JsonInclude.Include.NON_EMPTY) String dataset) {}

  record StoredSource(
      @JsonProperty("uri") String uri,
      @JsonProperty("first_row") long firstRow,
      @JsonProperty("rows") long rows) {}

  static byte[] write(Manifest manifest, LakeLocation lake) {
    StoredManifest stored =
        new StoredManifest(
            VERSION,
            manifest.outputs().stream().map(output -> stored(output, lake)).toList(),
            manifest.removed().stream().map(lake::stored).toList(),
            manifest.table().orElse(null));
    try {
      return JSON.writeValueAsBytes(stored);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is text and numbers", e);
    }
  }

  /**
   * @throws IOException if it is no manifest, or a newer version's
   */
  static Documents.Outputs read(byte[] content, LakeLocation lake) throws IOException {
    StoredManifest stored = JSON.readValue(content, StoredManifest.class);
    if (stored.version() != VERSION) {
      throw new IOException(
          "it has version "
              + stored.version()
              + ", and this Sluice reads "
              + VERSION
              + ". Use the version of Sluice that wrote it, or a newer one");
    }
    return new Documents.Outputs(
        stored.outputs().stream().map(output -> output(output, lake)).toList(),
        stored.removed().stream().map(lake::resolved).toList(),
        Optional.ofNullable(stored.table()));
  }

  private static StoredOutput stored(Output o, LakeLocation lake) {
    return new StoredOutput(
        o.kind(),
        lake.stored(o.path()),
        o.handle(),
        o.partition(),
        o.rows(),
        o.bytes(),
        // A source's URI is the user's, and is compared as it is.
        o.sources().stream().map(s -> new StoredSource(s.uri(), s.firstRow(), s.rows())).toList(),
        o.dataset());
  }

  private static Output output(StoredOutput o, LakeLocation lake) {
    return new Output(
        o.kind(),
        lake.resolved(o.path()),
        o.handle(),
        o.partition(),
        o.rows(),
        o.bytes(),
        o.sources().stream().map(s -> new SourceRows(s.uri(), s.firstRow(), s.rows())).toList(),
        o.dataset());
  }
}
