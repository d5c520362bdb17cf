package io.sluice.launch.profile;

import io.sluice.spec.Settings;
import java.util.List;

/**
 * Machines of an EMR cluster that do the same.
 *
 * @param types of instances, any of which will do
 * @param onDemand how many at the on-demand price
 * @param spot how many at the spot price
 */
public record Fleet(List<String> types, int onDemand, int spot) {
  private static final int MOST = 1000;
  private static final int MOST_TYPES = 30;

  public Fleet {
    types = List.copyOf(types);
  }

  /** How many in all. */
  public int size() {
    return onDemand + spot;
  }

  static Fleet read(Settings at, Fleet fallback) {
    List<String> types = at.texts("types");
    if (types.size() > MOST_TYPES) {
      at.refuse("types", "are more than " + MOST_TYPES, "");
    }
    for (String type : types) {
      if (!type.matches("[a-z0-9-]+\\.[a-z0-9-]+")) {
        at.refuse("types", "holds '" + type + "', which is no instance type", "as m5.xlarge");
      }
    }
    // Who says one of the two says all.
    boolean counted = at.has("on_demand") || at.has("spot");
    return new Fleet(
        types.isEmpty() ? fallback.types : types,
        at.whole("on_demand", 0, MOST).orElse(counted ? 0 : fallback.onDemand),
        at.whole("spot", 0, MOST).orElse(counted ? 0 : fallback.spot));
  }
}
