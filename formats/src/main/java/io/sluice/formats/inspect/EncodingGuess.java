package io.sluice.formats.inspect;

import java.util.List;

/**
 * @param encoding a charset name; empty: the bytes are no text
 * @param markBytes length of the byte order mark
 * @param example for people: what some of the text is in it, in brackets, or empty
 * @param runnerUp the next best, likewise; empty if there is none
 */
record EncodingGuess(
    String encoding,
    int markBytes,
    double confidence,
    List<String> evidence,
    String example,
    String runnerUp) {
  EncodingGuess(
      String encoding, int markBytes, double confidence, List<String> evidence, String runnerUp) {
    this(encoding, markBytes, confidence, evidence, "", runnerUp);
  }
}
