/** Emulators for JUnit tests, one of each for all tests of a module, and what such tests share. */
package io.sluice.localaws.testing;
