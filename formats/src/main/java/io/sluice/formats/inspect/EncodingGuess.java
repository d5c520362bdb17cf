package io.sluice.formats.inspect;

import java.util.List;

/**
 * @param encoding a charset name; empty: the bytes are no text
 * @param markBytes length of the byte order mark
 */
record EncodingGuess(
    String encoding, int markBytes, double confidence, List<String> evidence, String runnerUp) {}
