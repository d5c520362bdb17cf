/** An object has arrived: is it a dataset's, may it be taken, which batch takes it. */
package io.sluice.lambda.arrival;
