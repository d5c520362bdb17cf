/** The stack of {@code infrastructure/sluice}: made, brought up to date, and removed. */
package io.sluice.deploy;
