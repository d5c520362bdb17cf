/**
 * Parts of the engine by themselves, measured with JMH on data that is always the same: for whoever
 * works on one of them. {@code ./sluice benchmark --micro} runs them.
 */
package io.sluice.benchmarks.micro;
