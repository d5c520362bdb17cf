package io.sluice.lambda.arrival;

import io.sluice.lambda.Scripted;

/** Stands for the function of that name. */
public final class ArrivalHandler extends Scripted {}
