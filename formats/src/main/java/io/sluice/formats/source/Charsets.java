package io.sluice.formats.source;

import java.nio.charset.Charset;

/** Charsets by name: those of the JDK, and HZ. */
public final class Charsets {
  private Charsets() {}

  /** Whether there is a charset of that name, which must be a legal one. */
  public static boolean isKnown(String name) {
    return HzCharset.isNamed(name) || Charset.isSupported(name);
  }

  /**
   * The charset of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Charset named(String name) {
    return HzCharset.isNamed(name) ? HzCharset.INSTANCE : Charset.forName(name);
  }
}
