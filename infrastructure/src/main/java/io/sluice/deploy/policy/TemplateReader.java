package io.sluice.deploy.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A CloudFormation template as JSON whose texts have the template's names in them as {@code !Sub}
 * writes them: {@code !Ref Topic} is {@code ${Topic}}, {@code !GetAtt Lake.Arn} is {@code
 * ${Lake.Arn}}. Of {@code !If} both sides stand there, as a list.
 */
final class TemplateReader {
  private TemplateReader() {}

  static JsonNode read(String template) {
    return json(new Yaml(new LoaderOptions()).compose(new StringReader(template)));
  }

  private static JsonNode json(Node node) {
    String tag = node.getTag().getValue();
    if (node instanceof ScalarNode scalar) {
      String text = scalar.getValue();
      boolean reference = tag.equals("!Ref") || tag.equals("!GetAtt");
      return JsonNodeFactory.instance.textNode(reference ? "${" + text + "}" : text);
    }
    if (node instanceof SequenceNode sequence) {
      List<Node> items = sequence.getValue();
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      // The first of !If is the condition's name.
      items.stream().skip(tag.equals("!If") ? 1 : 0).forEach(each -> array.add(json(each)));
      return array;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple each : ((MappingNode) node).getValue()) {
      object.set(((ScalarNode) each.getKeyNode()).getValue(), json(each.getValueNode()));
    }
    return object;
  }
}
