package io.sluice.spec;

import java.util.Optional;

/**
 * One key of a mapping: its name, what its value may be, what holds when it is absent, and what it
 * means, in a sentence that editors and the reference page show.
 *
 * @param fallback the value without the key; null if the key is required
 * @param fallbackWords the fallback as a spec would have it, or in words; empty: none
 */
record Key<T>(
    String name,
    Shape<? extends T> shape,
    boolean required,
    T fallback,
    String fallbackWords,
    String meaning) {

  static <T> Key<T> required(String name, Shape<T> shape, String meaning) {
    return new Key<>(name, shape, true, null, "", meaning);
  }

  static <T> Key<Optional<T>> optional(String name, Shape<T> shape, String meaning) {
    return new Key<>(name, shape.map(Optional::of), false, Optional.empty(), "", meaning);
  }

  /** As {@link #optional}, where something is said about what holds without the key. */
  static <T> Key<Optional<T>> optional(
      String name, Shape<T> shape, String otherwise, String meaning) {
    return new Key<>(name, shape.map(Optional::of), false, Optional.empty(), otherwise, meaning);
  }

  static <T> Key<T> of(
      String name, Shape<? extends T> shape, T fallback, String fallbackWords, String meaning) {
    return new Key<>(name, shape, false, fallback, fallbackWords, meaning);
  }
}
