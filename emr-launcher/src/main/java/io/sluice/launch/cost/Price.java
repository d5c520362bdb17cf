package io.sluice.launch.cost;

/**
 * What a unit costs.
 *
 * @param amount in the list's currency
 * @param verified whether it was read on a page of AWS; others are hearsay, and output says so
 * @param note what else is to be known of it; empty: nothing
 */
public record Price(double amount, boolean verified, String note) {}
