/**
 * A lake on S3 as a whole: its settings object, and what opens its storage, ledger and catalog by
 * them.
 */
package io.sluice.aws.lake;
