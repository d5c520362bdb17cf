package io.sluice.formats.infer;

/** How far a value's text may be interpreted. */
public enum Reading {
  /** As any type: a field of delimited text, quoted or not. */
  ANY,
  /** Likewise, and what looks like a number is one: a JSON number or boolean. */
  CERTAIN,
  /** As text, date or timestamp, never as a number or boolean: a JSON string. */
  TEXT_OR_TIME
}
