package io.sluice.lambda.dataset;

import io.sluice.aws.s3.SourceCover.Verdict;
import io.sluice.formats.source.Parallel;
import io.sluice.ingest.store.Storage.StoredFile;
import io.sluice.lambda.host.FlowLake;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The specs below {@code _sluice/specs/} in a lake. What was read is used for {@link #FRESH}: a
 * spec that was changed or removed is known after that at the latest. That there is none is said
 * only of what was read just now, so that a spec which was put there before a file covers it. A
 * wrong one does not stop the others.
 */
public final class SpecShelf {
  /** How long what was read may be used. */
  private static final Duration FRESH = Duration.ofSeconds(20);

  /** How long it may be used to say that there is no spec: less than an event takes. */
  private static final Duration JUST_NOW = Duration.ofMillis(100);

  private final FlowLake lake;
  private List<ShelvedSpec> specs;
  private long readAt;

  public SpecShelf(FlowLake lake) {
    this.lake = lake;
  }

  /**
   * Whose an object is.
   *
   * @param owners specs whose source path leads to it
   * @param passedOver whether it lies where a source path leads, and its name says that it is no
   *     data
   */
  public record Ownership(List<ShelvedSpec> owners, boolean passedOver) {}

  public Ownership of(String bucket, String key) throws IOException {
    Ownership found = among(specs(FRESH), bucket, key);
    return found.owners().isEmpty() ? among(specs(JUST_NOW), bucket, key) : found;
  }

  private static Ownership among(List<ShelvedSpec> specs, String bucket, String key) {
    List<ShelvedSpec> owners = new ArrayList<>();
    boolean passedOver = false;
    for (ShelvedSpec spec : specs) {
      if (spec.covers()) {
        Verdict verdict = spec.cover().orElseThrow().of(bucket, key);
        passedOver |= verdict == Verdict.PASSED_OVER;
        if (verdict == Verdict.COVERED) {
          owners.add(spec);
        }
      }
    }
    return new Ownership(owners, passedOver);
  }

  /** A dataset's spec, if there is one. */
  public Optional<ShelvedSpec> find(String dataset) throws IOException {
    Optional<ShelvedSpec> found = among(specs(FRESH), dataset);
    return found.isPresent() ? found : among(specs(JUST_NOW), dataset);
  }

  private static Optional<ShelvedSpec> among(List<ShelvedSpec> specs, String dataset) {
    return specs.stream()
        .filter(spec -> spec.covers() && spec.dataset().equals(dataset))
        .findFirst();
  }

  /** Specs that cannot be used as they are. */
  public List<ShelvedSpec> broken() throws IOException {
    return specs(FRESH).stream().filter(spec -> !spec.problem().isEmpty()).toList();
  }

  /** As they were read no longer ago than that. */
  private synchronized List<ShelvedSpec> specs(Duration age) throws IOException {
    long now = System.nanoTime();
    if (specs == null || now - readAt > age.toNanos()) {
      specs = read();
      readAt = now;
    }
    return specs;
  }

  private List<ShelvedSpec> read() throws IOException {
    String folder = lake.location().specs();
    List<StoredFile> files =
        lake.storages().at(folder).list(folder).stream()
            .filter(file -> file.path().matches(".*\\.(yml|yaml|json)"))
            .toList();
    List<Optional<ShelvedSpec>> found =
        Parallel.map(
            files,
            file ->
                // One may be removed meanwhile.
                lake.find(file.path()).map(text -> SpecText.understand(file.path(), text)));
    return eachOnce(found.stream().flatMap(Optional::stream).toList());
  }

  /** Of several specs with one name the first counts, and the others say so. */
  private static List<ShelvedSpec> eachOnce(List<ShelvedSpec> specs) {
    Map<String, ShelvedSpec> first = new HashMap<>();
    List<ShelvedSpec> result = new ArrayList<>();
    for (ShelvedSpec spec : specs) {
      ShelvedSpec other = spec.dataset().isEmpty() ? null : first.putIfAbsent(spec.dataset(), spec);
      result.add(
          other == null
              ? spec
              : new ShelvedSpec(
                  spec.location(),
                  "",
                  spec.cover(),
                  Optional.empty(),
                  "the dataset "
                      + spec.dataset()
                      + " has a spec already, "
                      + other.location()
                      + ": rename one of them or remove it"));
    }
    return result;
  }
}
