package io.sluice.launch;

import io.sluice.spec.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The ways that there are, each made when it is first asked for. */
public final class LaunchWays {
  private final Map<String, Supplier<? extends LaunchWay>> makers = new LinkedHashMap<>();
  private final Map<String, LaunchWay> made = new LinkedHashMap<>();

  /** Adds a way. */
  public LaunchWays add(String name, Supplier<? extends LaunchWay> maker) {
    makers.put(name, maker);
    return this;
  }

  /** In the order in which they were added. */
  public Set<String> names() {
    return makers.keySet();
  }

  /**
   * The way of a name.
   *
   * @throws OrderRefusedException if there is none
   */
  public LaunchWay named(String name) {
    require(name);
    return made.computeIfAbsent(name, each -> makers.get(each).get());
  }

  /**
   * Refuses a name of no way; makes none.
   *
   * @throws OrderRefusedException if there is none
   */
  public void require(String name) {
    if (!makers.containsKey(name)) {
      throw new OrderRefusedException(
          "there is no way '"
              + name
              + "' to launch; "
              + NearestName.hint(name, makers.keySet(), "ways are " + String.join(", ", names())));
    }
  }

  /** All of them. */
  public List<LaunchWay> all() {
    List<LaunchWay> ways = new ArrayList<>();
    makers.keySet().forEach(name -> ways.add(named(name)));
    return ways;
  }
}
