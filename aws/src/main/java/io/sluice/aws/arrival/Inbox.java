package io.sluice.aws.arrival;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What has arrived, and which batch takes it. Every method may be called again, and by many at a
 * time: each ends in the same state. An arrival is in exactly one batch, whatever is doubled, late
 * or killed.
 */
public interface Inbox {
  /**
   * Puts an arrival into its dataset's open batch, opening one if there is none. An arrival that is
   * known already stays where it is, with what was said of it first.
   *
   * @return the batch that it is in
   */
  Batch join(Arrival arrival, Instant now);

  /**
   * Whether an object, as a listing shows it, was put into a batch of a dataset. False also for one
   * that was on its way into a batch when its function died: joining it again is harmless.
   *
   * @param etag without quotes
   * @param modified when it was written, by S3's clock
   */
  boolean knows(String dataset, String uri, String etag, Instant modified);

  /** Writes down that an object was gone before it was looked at. */
  void gone(Gone object);

  Optional<Batch> batch(String dataset, long number);

  /**
   * How much is in a batch by now.
   *
   * @throws IllegalStateException if there is no such batch
   */
  Tally tally(String dataset, long number);

  /**
   * Closes a batch: no arrival joins it any more. Only the first call decides what is in it.
   *
   * @return the batch, sealed or over
   * @throws IllegalStateException if there is no such batch
   */
  Batch close(String dataset, long number);

  /** What is in a sealed batch, in the order of its URIs, with what was refused since. */
  List<Arrival> arrivals(Batch batch);

  /** Writes down that the execution with a number, from 1, was started for a batch. */
  void started(String dataset, long number, int execution);

  /** Writes down why arrivals of a batch are not ingested; the first reason stays. */
  void refuse(long batch, List<Arrival> refused);

  /**
   * Writes down how a sealed batch ended. One that was committed stays so.
   *
   * @param outcome one of {@code committed}, {@code refused}, {@code failed}, {@code usage}
   */
  void over(String dataset, long number, String outcome, Instant now);

  /** Datasets for which anything has arrived, {@link Arrival#UNCOVERED} among them. */
  List<String> datasets();

  /** A dataset's batches, the newest first. */
  List<Batch> batches(String dataset, int limit);

  /** Those that were opened before one of them, the newest first. */
  List<Batch> batchesBefore(String dataset, long number, int limit);

  /**
   * What is in a batch by now, in no order; of an open one, what it would take if it were closed.
   */
  List<Arrival> members(String dataset, long number);

  /** Objects of a dataset that were gone, in no order. */
  List<Gone> gone(String dataset);
}
