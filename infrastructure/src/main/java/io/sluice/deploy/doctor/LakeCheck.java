package io.sluice.deploy.doctor;

import io.sluice.aws.AwsClients;
import io.sluice.aws.lake.LakeSettings;
import io.sluice.spec.lake.LakeLocation;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Whether the lake has its settings, its ledger, its database, and specs to work by. */
final class LakeCheck implements Check {
  @Override
  public String name() {
    return "lake";
  }

  @Override
  public List<Finding> look(Patient patient) {
    Findings findings = new Findings(name());
    S3Client s3 = AwsClients.s3(patient.settings());
    String bucket = patient.id("Lake");
    LakeLocation lake = new LakeLocation("s3://" + bucket + "/" + patient.parameter("LakePrefix"));
    settings(s3, LakeSettings.location(lake), patient, findings);
    ledger(patient, findings);
    String database = patient.parameter("DatabaseName");
    try {
      AwsClients.glue(patient.settings()).getDatabase(b -> b.name(database));
    } catch (EntityNotFoundException e) {
      findings.fault(
          "database " + database + " is not in the catalog: no table can be made",
          "aws glue create-database --database-input Name=" + database);
    }
    String specs = lake.specs() + "/";
    if (s3
        .listObjectsV2(b -> b.bucket(bucket).prefix(key(bucket, specs)).maxKeys(10))
        .contents()
        .stream()
        .noneMatch(each -> each.size() > 0)) {
      findings.warning(
          "there is no spec: files that arrive are refused as uncovered", "put one into " + specs);
    }
    return findings.orGood("settings, ledger, database and specs are there");
  }

  private static String key(String bucket, String uri) {
    return uri.substring(("s3://" + bucket + "/").length());
  }

  private static void settings(S3Client s3, String at, Patient patient, Findings findings) {
    String bucket = patient.id("Lake");
    try {
      String text = s3.getObjectAsBytes(b -> b.bucket(bucket).key(key(bucket, at))).asUtf8String();
      if (!text.contains("\"" + patient.id("Ledger") + "\"")) {
        findings.fault(
            at + " names another ledger than the stack's, " + patient.id("Ledger"),
            "the stack's roles reach only their own: put the table's name into lake.json, or deploy"
                + " under the name of the stack that made this lake");
      }
    } catch (NoSuchKeyException e) {
      findings.fault(
          at + " is not there: this is not a lake", patient.deployAgain() + " makes it one");
    }
  }

  private static void ledger(Patient patient, Findings findings) {
    String table = patient.id("Ledger");
    try {
      TableDescription found =
          AwsClients.dynamo(patient.settings()).describeTable(b -> b.tableName(table)).table();
      if (found.tableStatus() != TableStatus.ACTIVE
          && found.tableStatus() != TableStatus.UPDATING) {
        findings.fault(
            "the ledger " + table + " is " + found.tableStatusAsString(),
            "wait, or restore it: docs/ledger-dynamodb.md");
      }
    } catch (ResourceNotFoundException e) {
      findings.fault(
          "the ledger " + table + " is not there",
          "restore it from a point in time (docs/ledger-dynamodb.md): without it nobody knows what"
              + " was ingested");
    }
  }
}
