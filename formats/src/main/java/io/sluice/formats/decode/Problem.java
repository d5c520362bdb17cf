package io.sluice.formats.decode;

import io.sluice.formats.reject.RejectCode;

/**
 * Why a text is not a value of a type.
 *
 * @param what follows the quoted text in the message, for example {@code is not a bigint}
 * @param remedy what the user can do; empty if nothing obvious
 */
record Problem(RejectCode code, String what, String remedy) {
  static Problem of(RejectCode code, String what) {
    return new Problem(code, what, "");
  }

  String message(String shownText) {
    return shownText + " " + what + (remedy.isEmpty() ? "" : ": " + remedy);
  }
}
