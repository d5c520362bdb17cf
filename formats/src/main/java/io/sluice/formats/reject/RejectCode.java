package io.sluice.formats.reject;

import java.util.Locale;

/** Why a record was rejected. The keys are part of the interface: queries rely on them. */
public enum RejectCode {
  TOO_FEW_FIELDS,
  TOO_MANY_FIELDS,
  /** Not a reject: the header again, which is counted as filtered. */
  REPEATED_HEADER,
  MALFORMED_QUOTES,
  RECORD_TOO_LONG,
  INVALID_ENCODING,
  MALFORMED_ESCAPE,
  MALFORMED_JSON,
  NOT_AN_OBJECT,
  DUPLICATE_KEY,
  NULL_NOT_ALLOWED,
  PARTITION_VALUE_TOO_LONG,
  PARTITION_VALUE_TOO_SMALL,
  MISSING_COLUMN,
  NOT_A_NUMBER,
  NUMBER_OUT_OF_RANGE,
  TOO_MANY_DECIMALS,
  NOT_A_BOOLEAN,
  NOT_A_DATE,
  NOT_A_TIMESTAMP,
  NOT_BINARY,
  WRONG_JSON_TYPE,
  CAST_FAILED;

  /** For example {@code too_few_fields}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
