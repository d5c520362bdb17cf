package io.sluice.launch.emulated;

import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchRecords;
import io.sluice.launch.function.Marks;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Outcomes and marks where a function writes and looks for them, in the bucket; the rest in memory.
 */
record BucketRecords(S3Client s3, MemoryRecords memory) implements LaunchRecords, Marks {
  /** A place in the bucket. */
  private record Place(String bucket, String key) {
    static Place of(String uri) {
      String[] parts = uri.substring("s3://".length()).split("/", 2);
      return new Place(parts[0], parts[1]);
    }
  }

  @Override
  public Optional<LaunchRecord> find(String runId) {
    return memory.find(runId);
  }

  @Override
  public void write(LaunchRecord record) {
    memory.write(record);
  }

  /** As the stand-in for the function writes it: the code, a blank, and why. */
  @Override
  public Optional<JobEnd> jobEnd(String outcome) {
    return at(outcome, place -> s3.getObjectAsBytes(b -> b.bucket(place.bucket()).key(place.key())))
        .map(
            bytes -> {
              String[] said = bytes.asUtf8String().split(" ", 2);
              return new JobEnd(OptionalInt.of(Integer.parseInt(said[0])), said[1]);
            });
  }

  @Override
  public void forget(String outcome) {
    clear(outcome);
  }

  @Override
  public boolean isSet(String uri) {
    return at(uri, place -> s3.headObject(b -> b.bucket(place.bucket()).key(place.key())))
        .isPresent();
  }

  @Override
  public void set(String uri) {
    var unused =
        at(
            uri,
            place ->
                s3.putObject(
                    b -> b.bucket(place.bucket()).key(place.key()), RequestBody.fromString("set")));
  }

  @Override
  public void clear(String uri) {
    var unused = at(uri, place -> s3.deleteObject(b -> b.bucket(place.bucket()).key(place.key())));
  }

  /** Empty if there is nothing; failures are the lake's, as its own records tell them. */
  private static <T> Optional<T> at(String uri, Function<Place, T> work) {
    try {
      return Optional.of(work.apply(Place.of(uri)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new LaunchException(uri + " cannot be reached: " + e.getMessage(), e);
    }
  }
}
