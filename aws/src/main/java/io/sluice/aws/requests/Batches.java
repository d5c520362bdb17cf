package io.sluice.aws.requests;

import java.util.ArrayList;
import java.util.List;

/** Lists in pieces that one request takes. */
public final class Batches {
  private Batches() {}

  /**
   * The elements in their order, in lists of {@code most}, the last of which may be shorter. The
   * lists are views.
   */
  public static <T> List<List<T>> of(List<T> all, int most) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      batches.add(all.subList(from, Math.min(all.size(), from + most)));
    }
    return batches;
  }
}
