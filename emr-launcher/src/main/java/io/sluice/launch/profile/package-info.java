/** What {@code sluice.yaml} says of the environments in which ingests are launched. */
package io.sluice.launch.profile;
