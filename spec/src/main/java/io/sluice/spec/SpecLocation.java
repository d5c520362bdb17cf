package io.sluice.spec;

/**
 * A place in a spec file.
 *
 * @param path the keys that lead there, for example {@code transforms[1].filter}
 * @param line from 1; 0 where the spec did not come from text
 * @param column from 1; 0 likewise
 */
public record SpecLocation(String path, int line, int column) {
  public static final SpecLocation UNKNOWN = new SpecLocation("", 0, 0);

  @Override
  public String toString() {
    return line == 0 ? path : path + " (line " + line + ", column " + column + ")";
  }
}
