package io.sluice.launch.profile;

import io.sluice.launch.size.Machine;
import io.sluice.spec.Settings;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final int XLARGE = 4;

  /** In the families for general use. */
  private static final int GB_A_PROCESSOR = 4;

  private static final Pattern MANY = Pattern.compile("([0-9]{1,3})xlarge");

  public Fleet {
    types = List.copyOf(types);
  }

  /** How many in all. */
  public int size() {
    return onDemand + spot;
  }

  /**
   * The virtual processors of its smallest type, by the size in the type's name: an xlarge has 4 in
   * nearly all families, a 2xlarge twice that. What the name does not tell counts as an xlarge.
   */
  int processors() {
    return types.stream().mapToInt(Fleet::processors).min().orElse(XLARGE);
  }

  /** Those of its largest type, by the same rule. */
  int mostProcessors() {
    return types.stream().mapToInt(Fleet::processors).max().orElse(XLARGE);
  }

  private static int processors(String type) {
    String size = type.substring(type.indexOf('.') + 1);
    if (size.equals("large")) {
      return XLARGE / 2;
    }
    Matcher many = MANY.matcher(size);
    return many.matches() ? Integer.parseInt(many.group(1)) * XLARGE : XLARGE;
  }

  /** Its first type. */
  public Machine machine() {
    String first = types.get(0);
    int processors = processors(first);
    return new Machine(first, processors, processors * GB_A_PROCESSOR, 1);
  }

  static Fleet read(Settings at, Fleet fallback) {
    List<String> types = at.texts("types");
    if (types.size() > MOST_TYPES) {
      at.refuse("types", "are more than " + MOST_TYPES, "");
    }
    for (String type : types) {
      if (!type.matches("[a-z0-9-]+\\.[a-z0-9-]+")) {
        at.refuse(
            "types",
            "contains '" + type + "', which is not an instance type",
            "for example m5.xlarge");
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
