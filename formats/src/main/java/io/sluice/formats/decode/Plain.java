package io.sluice.formats.decode;

/** The form in which a column's texts can be read at full speed; see {@link PlainText}. */
sealed interface Plain {
  /** None: each text is decoded by all the rules. */
  record None() implements Plain {}

  /** Every text that is not empty is the value. */
  record Text() implements Plain {}

  record Bigint() implements Plain {}

  record Int(int min, int max) implements Plain {}

  /**
   * @param wholes 10 to the power of precision less scale
   */
  record Decimal(byte point, int scale, long wholes) implements Plain {}

  record Real(byte point) implements Plain {}

  record Date() implements Plain {}

  record Timestamp(PlainText.Zones zones) implements Plain {}

  record Bool() implements Plain {}
}
