package io.sluice.cli.command;

import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.OrderRefusedException;
import io.sluice.launch.Trouble;
import io.sluice.launch.cost.Estimate;
import io.sluice.launch.cost.Estimate.Capacity;
import io.sluice.launch.cost.PriceList;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Sizing;
import io.sluice.launch.size.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;

/** What work takes and costs when it is launched in an environment. */
final class LaunchEstimates {
  private final LaunchContext context;
  private final PriceList prices;

  /**
   * @param context the environment's, with what options say
   */
  LaunchEstimates(LaunchContext context, PriceList prices) {
    this.context = context;
    this.prices = prices;
  }

  /**
   * What was found of several ways.
   *
   * @param of in the order in which ways are told; none of a way whose machines are not a run's own
   * @param unknown of the ways that could not be looked at, why not
   */
  record Found(List<Estimate> of, Map<String, String> unknown) {}

  /**
   * How large a launch is by the environment, its options, and what exists.
   *
   * @return empty for a way whose machines are not made for a run
   * @throws OrderRefusedException if what should exist does not
   */
  Optional<Size> given(LaunchWay way, Work work) {
    try {
      return way.size(context.profile(), work);
    } catch (OrderRefusedException e) {
      throw e;
    } catch (LaunchException e) {
      throw new OrderRefusedException(e.getMessage(), e);
    }
  }

  /** What so large a launch takes and costs. */
  Estimate of(String way, Size size) {
    Capacity capacity = context.profile().ways().glue().flex() ? Capacity.SPARE : Capacity.STANDARD;
    return Estimate.of(way, size, capacity, prices);
  }

  /** Of all ways, with the workers that the environment has. */
  Found given(Work work) {
    List<Estimate> all = new ArrayList<>();
    Map<String, String> unknown = new TreeMap<>();
    for (String way : Sizing.ways()) {
      try {
        given(context.ways().named(way), work).ifPresent(size -> all.add(of(way, size)));
      } catch (OrderRefusedException e) {
        unknown.put(way, e.getMessage());
      } catch (SdkException e) {
        unknown.put(way, Trouble.words(e));
      }
    }
    return new Found(all, unknown);
  }

  /**
   * Of all ways, with the workers that the work wants.
   *
   * @param most the most workers of each
   */
  Found wanted(Work work, int most) {
    List<Estimate> all = new ArrayList<>();
    for (String way : Sizing.ways()) {
      Sizing.of(way, work, most).ifPresent(size -> all.add(of(way, size)));
    }
    return new Found(all, Map.of());
  }
}
