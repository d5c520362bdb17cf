/** The ledger of a lake on AWS: one DynamoDB table, with manifests and reports as objects. */
package io.sluice.aws.dynamo;
