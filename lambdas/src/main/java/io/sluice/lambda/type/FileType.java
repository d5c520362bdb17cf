package io.sluice.lambda.type;

import java.util.List;

/**
 * What a file is.
 *
 * @param type what it will be read as, or what it is instead of something that can be read
 * @param size in bytes, as stored
 * @param splittable whether several tasks may read it at a time
 * @param refusal why it cannot be ingested, and what to do; empty if it can
 * @param notices what people should know of a file that can
 * @param found why it is taken for that; nothing is decided by it
 */
public record FileType(
    String uri,
    String type,
    long size,
    boolean splittable,
    String compression,
    String refusal,
    List<String> notices,
    Findings found) {

  /**
   * What the detection found.
   *
   * @param byExtension what its name says; empty if nothing
   * @param byContent what its content says; empty if it cannot be read
   * @param agree whether name and content do not contradict each other
   * @param confidence 0 to 1
   * @param evidence findings, with the bytes and offsets they rest on
   * @param runnerUp the next best explanation; empty if there is none
   * @param summary one line for people
   */
  public record Findings(
      String byExtension,
      String byContent,
      boolean agree,
      double confidence,
      List<String> evidence,
      String runnerUp,
      String encoding,
      String summary) {}

  boolean refused() {
    return !refusal.isEmpty();
  }

  /** A file of which nothing is known but that it cannot be ingested. */
  static FileType refused(String uri, long size, String why) {
    String named = FileName.of(uri).type();
    Findings none = new Findings(named, "", true, 0, List.of(), "", "", "it cannot be looked at");
    return new FileType(uri, "unknown", size, false, "", why, List.of(), none);
  }
}
