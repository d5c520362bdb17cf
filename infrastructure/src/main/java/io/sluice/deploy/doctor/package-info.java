/** What keeps the flow from working, each with its remedy. */
package io.sluice.deploy.doctor;
