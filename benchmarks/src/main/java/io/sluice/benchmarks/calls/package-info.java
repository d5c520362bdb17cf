/** What ledger and catalog of a lake on AWS are asked, how often, and how long it takes. */
package io.sluice.benchmarks.calls;
