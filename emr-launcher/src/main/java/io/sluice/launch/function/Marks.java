package io.sluice.launch.function;

/** Small objects in the lake whose being there says something. */
public interface Marks {
  boolean isSet(String uri);

  void set(String uri);

  void clear(String uri);
}
