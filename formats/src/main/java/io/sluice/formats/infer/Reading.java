package io.sluice.formats.infer;

/** How far a value's text may be interpreted. */
public enum Reading {
  /** As any type: a field of delimited text, quoted or not; a JSON number or boolean. */
  ANY,
  /** As text, date or timestamp, never as a number or boolean: a JSON string. */
  TEXT_OR_TIME
}
