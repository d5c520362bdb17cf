package io.sluice.aws.lake;

import io.sluice.aws.AwsSettings;
import io.sluice.aws.s3.S3Storages;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.store.StoragesFactory;
import io.sluice.spec.lake.LakeLocation;

/**
 * S3 and files of this machine: by a lake's settings where it lies on S3 and has some, else as
 * {@link LakeOnS3#reach} or the standard AWS environment says.
 */
public final class AwsStoragesFactory implements StoragesFactory {
  /** For {@link java.util.ServiceLoader}. */
  public AwsStoragesFactory() {}

  @Override
  public Storages of(LakeLocation lake) {
    AwsSettings way = LakeOnS3.way(lake);
    return new S3Storages(
        LakeOnS3.is(lake) ? LakeOnS3.find(lake).map(LakeSettings::aws).orElse(way) : way);
  }
}
