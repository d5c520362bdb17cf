package io.sluice.formats.decode;

/** The form in which a column's texts can be read at full speed; see {@link SimpleText}. */
sealed interface SimpleForm {
  /** None: each text is decoded by all the rules. */
  record None() implements SimpleForm {}

  /** Every text that is not empty is the value. */
  record Text() implements SimpleForm {}

  record Bigint() implements SimpleForm {}

  record Int(int min, int max) implements SimpleForm {}

  /**
   * @param wholes 10 to the power of precision less scale
   */
  record Decimal(byte point, int scale, long wholes) implements SimpleForm {}

  record Real(byte point) implements SimpleForm {}

  record Date() implements SimpleForm {}

  record Timestamp(SimpleText.Zones zones) implements SimpleForm {}

  record Bool() implements SimpleForm {}
}
