package io.sluice.lambda.batch;

import io.sluice.lambda.Scripted;

/** Stands for the function of that name. */
public final class CloseHandler extends Scripted {}
