/** Where the processor time of a run goes, by stage. */
package io.sluice.benchmarks.profile;
