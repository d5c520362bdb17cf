/** What an installation has built, as one folder that can be checked, kept and uploaded. */
package io.sluice.deploy.bundle;
