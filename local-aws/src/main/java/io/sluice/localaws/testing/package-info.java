/** Emulators for JUnit tests, one of each for all tests of a module. */
package io.sluice.localaws.testing;
