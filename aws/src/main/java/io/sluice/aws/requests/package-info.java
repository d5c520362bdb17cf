/** What requests to all services have in common. */
package io.sluice.aws.requests;
