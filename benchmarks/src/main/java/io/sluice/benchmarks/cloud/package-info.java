/** AWS on this machine, for benchmarks. */
package io.sluice.benchmarks.cloud;
