package io.sluice.aws.glue;

/** The Glue Data Catalog did not do what it was asked. The message says what, where and why. */
public final class GlueCatalogException extends RuntimeException {
  GlueCatalogException(String message) {
    super(message);
  }

  GlueCatalogException(String message, Throwable cause) {
    super(message, cause);
  }
}
