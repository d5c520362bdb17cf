/** Where Sluice's time goes, from the JDK's Flight Recorder. */
package io.sluice.benchmarks.profile;
