package io.sluice.launch;

import io.sluice.launch.LaunchOrder.Part;
import io.sluice.spec.lake.Locations;
import java.util.Optional;

/** What several ways refuse. */
public final class Refusals {
  private Refusals() {}

  /**
   * Lake, specs, sources and the jar must lie where another machine reads them.
   *
   * @param way for messages
   */
  public static void local(LaunchOrder order, String way) {
    if (!order.lake().startsWith("s3://")) {
      throw new LaunchException(
          "lake "
              + order.lake()
              + " cannot be reached from "
              + way
              + ": name one in a bucket with --lake s3://bucket/prefix");
    }
    for (Part part : order.parts()) {
      String source = part.spec().source().path();
      if (Locations.isLocal(source)) {
        throw new LaunchException(
            "dataset "
                + part.spec().dataset()
                + " reads "
                + source
                + ", a file of this machine: upload it, and set source.path to its s3:// place (or"
                + " launch --on local)");
      }
    }
    if (!order.jar().isEmpty() && !order.jar().startsWith("s3://")) {
      throw new LaunchException(
          "the jar "
              + order.jar()
              + " is not in a bucket, where "
              + way
              + " could read it: name one with --jar s3://bucket/sluice.jar");
    }
  }

  /**
   * Refuses for a reason, if there is one.
   *
   * @throws LaunchException of the reason
   */
  public static void ifAny(Optional<String> reason) {
    reason.ifPresent(
        why -> {
          throw new LaunchException(why);
        });
  }

  /** What must be named. */
  public static void missing(String value, String what, String key, LaunchOrder order) {
    if (value.isEmpty()) {
      throw new LaunchException(
          what
              + " is not known: set "
              + key
              + " of environment "
              + order.profile().name()
              + " in sluice.yaml");
    }
  }
}
