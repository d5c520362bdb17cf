/** What has arrived for a lake's datasets, and the batches that take it. */
package io.sluice.aws.arrival;
