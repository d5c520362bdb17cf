package io.sluice.aws.dynamo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Has a half of every batch left over, as a table that throttles does. */
final class LeftOvers implements ExecutionInterceptor {
  private static final ExecutionAttribute<Map<String, KeysAndAttributes>> KEYS =
      new ExecutionAttribute<>("LeftKeys");
  private static final ExecutionAttribute<Map<String, List<WriteRequest>>> ITEMS =
      new ExecutionAttribute<>("LeftItems");

  final AtomicInteger keys = new AtomicInteger();
  final AtomicInteger items = new AtomicInteger();

  /** What is left over is not sent. */
  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    if (context.request() instanceof BatchGetItemRequest request) {
      Map<String, KeysAndAttributes> taken = new HashMap<>(request.requestItems());
      Map<String, KeysAndAttributes> left = new HashMap<>();
      request
          .requestItems()
          .forEach(
              (table, wanted) -> {
                int half = (wanted.keys().size() + 1) / 2;
                if (half < wanted.keys().size()) {
                  taken.put(table, of(wanted, 0, half));
                  left.put(table, of(wanted, half, wanted.keys().size()));
                  keys.addAndGet(wanted.keys().size() - half);
                }
              });
      attributes.putAttribute(KEYS, left);
      return request.toBuilder().requestItems(taken).build();
    } else if (context.request() instanceof BatchWriteItemRequest request) {
      Map<String, List<WriteRequest>> taken = new HashMap<>(request.requestItems());
      Map<String, List<WriteRequest>> left = new HashMap<>();
      request
          .requestItems()
          .forEach(
              (table, puts) -> {
                int half = (puts.size() + 1) / 2;
                if (half < puts.size()) {
                  taken.put(table, puts.subList(0, half));
                  left.put(table, puts.subList(half, puts.size()));
                  items.addAndGet(puts.size() - half);
                }
              });
      attributes.putAttribute(ITEMS, left);
      return request.toBuilder().requestItems(taken).build();
    }
    return context.request();
  }

  private static KeysAndAttributes of(KeysAndAttributes all, int from, int to) {
    return all.toBuilder().keys(all.keys().subList(from, to)).build();
  }

  @Override
  public SdkResponse modifyResponse(
      Context.ModifyResponse context, ExecutionAttributes attributes) {
    if (context.response() instanceof BatchGetItemResponse response) {
      return response.toBuilder().unprocessedKeys(attributes.getAttribute(KEYS)).build();
    } else if (context.response() instanceof BatchWriteItemResponse response) {
      return response.toBuilder().unprocessedItems(attributes.getAttribute(ITEMS)).build();
    }
    return context.response();
  }
}
