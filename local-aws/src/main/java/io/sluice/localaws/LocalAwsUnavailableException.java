package io.sluice.localaws;

import java.io.IOException;

/** The emulator cannot be had on this machine; the message says what to install. */
public final class LocalAwsUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is missing, and what to install
   */
  public LocalAwsUnavailableException(String message) {
    super(message);
  }
}
