package io.sluice.deploy;

/** A stack could not be deployed or removed; the message is for people: what, where, what to do. */
public final class DeployException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened and what to do about it
   */
  public DeployException(String message) {
    super(message);
  }

  /**
   * @param message what happened and what to do about it
   */
  public DeployException(String message, Throwable cause) {
    super(message, cause);
  }
}
