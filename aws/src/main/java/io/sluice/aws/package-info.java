/** A lake on AWS: each part implements an interface of the ingest, the ledger or the catalog. */
package io.sluice.aws;
