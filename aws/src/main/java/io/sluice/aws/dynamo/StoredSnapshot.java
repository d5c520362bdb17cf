package io.sluice.aws.dynamo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.aws.dynamo.LiveTable.Live;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.lake.LakeLocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What of a table is live after some of its commits, as an object of the ledger contains it: JSON
 * in gzip, with names of its own, so that code can be renamed, and locations relative to the lake.
 */
record StoredSnapshot(
    @JsonProperty("v") int version,
    @JsonProperty("commits") long commits,
    @JsonProperty("files") List<StoredFile> files) {
  /** Raised only by what an earlier reader would misunderstand. */
  static final int VERSION = 1;

  record StoredFile(
      @JsonProperty("run") String run,
      @JsonProperty("kind") Kind kind,
      @JsonProperty("path") String path,
      @JsonProperty("partition") Map<String, String> partition,
      @JsonProperty("rows") long rows,
      @JsonProperty("bytes") long bytes) {}

  static byte[] write(LiveTable live, LakeLocation lake) {
    List<StoredFile> files =
        live.byPath().values().stream()
            .map(
                l ->
                    new StoredFile(
                        l.file().runId(),
                        l.kind(),
                        lake.stored(l.file().path()),
                        l.file().partition(),
                        l.file().rows(),
                        l.file().bytes()))
            .toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      StoredManifest.JSON.writeValue(gzip, new StoredSnapshot(VERSION, live.commits(), files));
    } catch (IOException e) {
      throw new UncheckedIOException("a snapshot is text and numbers, in memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @param content as it was written
   * @return nothing if a newer version wrote it
   */
  static Optional<LiveTable> read(byte[] content, LakeLocation lake) {
    StoredSnapshot stored;
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
      stored = StoredManifest.JSON.readValue(gzip, StoredSnapshot.class);
    } catch (IOException e) {
      throw new UncheckedIOException("its hash is right, but it is not a snapshot", e);
    }
    if (stored.version() != VERSION) {
      return Optional.empty();
    }
    Map<String, Live> byPath = new LinkedHashMap<>();
    for (StoredFile f : stored.files()) {
      String path = lake.resolved(f.path());
      LiveFile file = new LiveFile(f.run(), path, f.partition(), f.rows(), f.bytes());
      byPath.put(path, new Live(f.kind(), file));
    }
    return Optional.of(new LiveTable(stored.commits(), byPath));
  }
}
