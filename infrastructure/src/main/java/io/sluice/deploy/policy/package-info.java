/** The least that each role, and each person, must be allowed. */
package io.sluice.deploy.policy;
