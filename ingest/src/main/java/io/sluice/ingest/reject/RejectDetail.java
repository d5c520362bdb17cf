package io.sluice.ingest.reject;

import io.sluice.formats.reject.Reject;
import io.sluice.spec.DatasetSpec;

/** How much of rejected records is kept. */
public enum RejectDetail {
  /** The record as it stood, and the value at fault in the message. */
  WHOLE,
  /** Neither. */
  WITHHELD;

  /** What a spec asks for. */
  public static RejectDetail of(DatasetSpec spec) {
    return spec.hidesValues() ? WITHHELD : WHOLE;
  }

  /** The reject as it is kept and counted. */
  public Reject of(Reject reject) {
    if (this == WHOLE) {
      return reject;
    }
    return new Reject(
        reject.recordInRange(),
        reject.byteOffset(),
        reject.byteLength(),
        reject.column(),
        reject.code(),
        reject.code().replace('_', ' ')
            + "; values are withheld because the spec masks columns (rejects.keep_raw: true keeps"
            + " them)",
        "");
  }
}
