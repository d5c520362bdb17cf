package io.sluice.lambda.batch;

/**
 * Some of a batch's files.
 *
 * @param index from 0
 * @param list the object that names them
 */
public record Group(int index, String list) {}
