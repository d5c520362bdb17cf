package io.sluice.aws.lake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.aws.S3Settings.Addressing;
import io.sluice.aws.S3Settings.Encryption;
import io.sluice.aws.S3Settings.Payer;
import io.sluice.spec.lake.LakeLocation;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What there is to know of a lake on S3 beyond its location, as the object {@code
 * _sluice/lake.json} in it says. Who has this needs nothing else: credentials and endpoint come
 * from each process's environment.
 *
 * @param version of this form
 * @param ledgerTable the DynamoDB table of its ledger
 * @param catalog where its tables are described
 * @param region of table and catalog; empty: what the environment says
 * @param kmsKey id, ARN or alias, for {@link Encryption#SSE_KMS}; empty: the account's own for S3
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LakeSettings(
    @JsonProperty("v") int version,
    @JsonProperty("ledger_table") String ledgerTable,
    @JsonProperty("catalog") CatalogKind catalog,
    @JsonProperty("region") String region,
    @JsonProperty("encryption") Encryption encryption,
    @JsonProperty("kms_key") String kmsKey,
    @JsonProperty("addressing") Addressing addressing,
    @JsonProperty("payer") Payer payer) {
  /** The form that this version writes, and the newest that it reads. */
  public static final int VERSION = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

  /** Where a lake's tables are described. */
  public enum CatalogKind {
    /** The Glue Data Catalog of the account. */
    GLUE
  }

  public LakeSettings {
    Objects.requireNonNull(ledgerTable, "ledger_table");
    catalog = catalog == null ? CatalogKind.GLUE : catalog;
    region = region == null ? "" : region;
    encryption = encryption == null ? Encryption.BUCKET_DEFAULT : encryption;
    kmsKey = kmsKey == null ? "" : kmsKey;
    addressing = addressing == Addressing.PATH ? Addressing.PATH : Addressing.VIRTUAL_HOST;
    payer = payer == null ? Payer.BUCKET_OWNER : payer;
  }

  /** Those of a lake with this ledger whose tables, catalog and objects are reached so. */
  public static LakeSettings of(String ledgerTable, AwsSettings aws) {
    S3Settings s3 = aws.s3();
    return new LakeSettings(
        VERSION,
        ledgerTable,
        CatalogKind.GLUE,
        aws.region(),
        s3.encryption(),
        s3.kmsKey(),
        s3.addressing(),
        s3.payer());
  }

  /** The same, but in this region where they name none. */
  LakeSettings inRegion(String other) {
    return region.isEmpty()
        ? new LakeSettings(
            version, ledgerTable, catalog, other, encryption, kmsKey, addressing, payer)
        : this;
  }

  /** Where a lake's settings lie. */
  public static String location(LakeLocation lake) {
    return lake.own("lake.json");
  }

  /** How AWS is reached by them. */
  public AwsSettings aws() {
    return new AwsSettings(region, "", new S3Settings(addressing, encryption, kmsKey, payer));
  }

  /** As they are stored. */
  public byte[] json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings are numbers and text", e);
    }
  }

  /**
   * The settings that were stored.
   *
   * @throws IllegalArgumentException saying why they cannot be used
   */
  static LakeSettings of(byte[] json) {
    LakeSettings settings;
    try {
      settings = JSON.readValue(new String(json, StandardCharsets.UTF_8), LakeSettings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "it is not the settings of a lake (" + e.getOriginalMessage() + ")", e);
    }
    if (settings == null) {
      throw new IllegalArgumentException("it is empty");
    }
    if (settings.version() > VERSION) {
      throw new IllegalArgumentException(
          "it was written by a newer version of Sluice (form "
              + settings.version()
              + ", this one knows "
              + VERSION
              + ")");
    }
    return settings;
  }
}
