package io.sluice.launch;

/** An order is wrong: nothing was submitted, and trying again changes nothing. */
public final class OrderRefusedException extends LaunchException {
  private static final long serialVersionUID = 1;

  public OrderRefusedException(String message) {
    super(message);
  }

  public OrderRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
