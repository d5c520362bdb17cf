package io.sluice.aws.s3;

import io.sluice.ledger.FileVersion;
import java.time.Instant;
import java.util.List;

/**
 * Some objects of a listing, in the order of their keys.
 *
 * @param last whether there are none after these
 */
public record ObjectPage(List<Listed> objects, boolean last) {
  public ObjectPage {
    objects = List.copyOf(objects);
  }

  /**
   * One object.
   *
   * @param size in bytes
   * @param etag without quotes
   * @param modified when it was written, by S3's clock
   */
  public record Listed(String bucket, String key, long size, String etag, Instant modified) {
    public String uri() {
      return "s3://" + bucket + "/" + key;
    }

    /** As the ledger knows it, and as a listing of sources has it. */
    public FileVersion version() {
      return S3Lister.version(uri(), size, etag, modified);
    }
  }
}
