package io.sluice.formats.format;

/**
 * What a text is, as far as its shape shows it before anybody counts delimiters.
 *
 * @param format {@code jsonl}, {@code json}; or one that is not read: {@code xml}, {@code html},
 *     {@code log}
 * @param what for people, with article
 * @param confidence 0 to 1
 * @param evidence for people: what shows it
 */
public record Recognition(String format, String what, double confidence, String evidence) {}
