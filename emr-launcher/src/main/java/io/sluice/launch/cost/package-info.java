/** What a job is expected to cost, and what it cost, by prices of a date. */
package io.sluice.launch.cost;
