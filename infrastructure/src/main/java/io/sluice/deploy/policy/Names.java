package io.sluice.deploy.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for the template's names in a policy. Of a stack that is deployed, what its things
 * are called; before that, the pattern that CloudFormation makes names by.
 */
public final class Names {
  private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");

  private final JsonNode template;
  private final Map<String, String> known = new HashMap<>();

  private Names(JsonNode template, String partition, String region, String account, String stack) {
    this.template = template;
    known.put("AWS::Partition", partition);
    known.put("AWS::Region", region);
    known.put("AWS::AccountId", account);
    known.put("AWS::StackName", stack);
  }

  /**
   * Those of a stack that need not be there yet.
   *
   * @param region such as {@code eu-central-1}; {@code *}: any
   * @param account twelve digits; {@code *}: any
   */
  public static Names of(String stack, String region, String account) {
    String partition =
        region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return new Names(Policies.template(), partition, region, account, stack);
  }

  /**
   * The same with names that are known.
   *
   * @param names of resources and parameters, by the template's names
   */
  public Names with(Map<String, String> names) {
    Names more = new Names(template, "", "", "", "");
    more.known.putAll(known);
    more.known.putAll(names);
    return more;
  }

  /** Whether there is a key of the user's own: the parameter {@code KeyArn}. */
  boolean hasKey() {
    return !known.getOrDefault("KeyArn", "").isEmpty();
  }

  /** A text with what stands for its names. */
  String in(String text) {
    Matcher matcher = NAME.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value(matcher.group(1))));
    }
    return matcher.appendTail(filled).toString();
  }

  private String value(String name) {
    if (known.containsKey(name)) {
      String id = known.get(name);
      // The id of these is an ARN, or an URL.
      return type(name).equals("AWS::SQS::Queue") ? id.substring(id.lastIndexOf('/') + 1) : id;
    }
    JsonNode parameter = template.path("Parameters").path(name);
    if (!parameter.isMissingNode()) {
      return parameter.path("Default").asText("*");
    }
    if (name.endsWith(".Arn")) {
      return arn(name.substring(0, name.length() - ".Arn".length()));
    }
    if (name.endsWith(".Name")) {
      String id = value(name.substring(0, name.length() - ".Name".length()));
      return id.substring(id.lastIndexOf(':') + 1);
    }
    return switch (type(name)) {
      case "AWS::S3::Bucket" ->
          (known.get("AWS::StackName") + "-" + name).toLowerCase(Locale.ROOT) + "-*";
      case "AWS::Glue::Job" -> name + "-*";
      case "AWS::StepFunctions::StateMachine" ->
          in(start("states") + ":stateMachine:") + name + "*";
      case "AWS::SNS::Topic" -> in(start("sns") + ":") + generated(name);
      default -> generated(name);
    };
  }

  private String generated(String name) {
    return known.get("AWS::StackName") + "-" + name + "-*";
  }

  private String arn(String name) {
    String id = value(name);
    return switch (type(name)) {
      case "AWS::S3::Bucket" -> in("arn:${AWS::Partition}:s3:::") + id;
      case "AWS::DynamoDB::Table" -> in(start("dynamodb") + ":table/") + id;
      case "AWS::SQS::Queue" -> in(start("sqs") + ":") + id;
      case "AWS::Lambda::Function" -> in(start("lambda") + ":function:") + id;
      case "AWS::Logs::LogGroup" -> in(start("logs") + ":log-group:") + id + ":*";
      case "AWS::IAM::Role" -> in("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/") + id;
      case "AWS::Glue::Job" -> in(start("glue") + ":job/") + id;
      default -> id;
    };
  }

  private static String start(String service) {
    return "arn:${AWS::Partition}:" + service + ":${AWS::Region}:${AWS::AccountId}";
  }

  private String type(String name) {
    return template.path("Resources").path(name).path("Type").asText();
  }
}
