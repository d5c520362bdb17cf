/** Small batches, ingested by a function. */
package io.sluice.lambda.small;
