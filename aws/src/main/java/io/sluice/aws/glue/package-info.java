/** The catalog of a lake on AWS: the Glue Data Catalog. What is written there: docs/catalog.md. */
package io.sluice.aws.glue;
