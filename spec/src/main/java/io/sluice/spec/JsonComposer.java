package io.sluice.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.spec.SpecNode.Entry;
import io.sluice.spec.SpecNode.Mapping;
import io.sluice.spec.SpecNode.Scalar;
import io.sluice.spec.SpecNode.ScalarKind;
import io.sluice.spec.SpecNode.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** JSON text to nodes. A reader of its own, because YAML refuses tabs, which JSON allows. */
final class JsonComposer {
  private final JsonParser parser;

  private JsonComposer(JsonParser parser) {
    this.parser = parser;
  }

  static SpecNode compose(String text) throws SpecSyntaxException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      JsonComposer composer = new JsonComposer(parser);
      SpecNode root = composer.value(parser.nextToken());
      JsonToken after = parser.nextToken();
      if (after != null) {
        throw composer.error("there is more after the end of the JSON value");
      }
      return root;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new SpecSyntaxException(
          e.getOriginalMessage(),
          at == null ? 0 : at.getLineNr(),
          at == null ? 0 : at.getColumnNr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SpecNode value(JsonToken token) throws IOException, SpecSyntaxException {
    JsonLocation at = parser.getTokenLocation();
    int line = at.getLineNr();
    int column = at.getColumnNr();
    if (token == null) {
      return new Scalar("", ScalarKind.NULL, 1, 1);
    }
    switch (token) {
      case START_OBJECT:
        List<Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          JsonLocation key = parser.getTokenLocation();
          Scalar name =
              new Scalar(
                  parser.getCurrentName(), ScalarKind.TEXT, key.getLineNr(), key.getColumnNr());
          entries.add(new Entry(name, value(parser.nextToken())));
        }
        return new Mapping(entries, line, column);
      case START_ARRAY:
        List<SpecNode> items = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          items.add(value(t));
        }
        return new Sequence(items, line, column);
      default:
        return new Scalar(parser.getText(), kind(token), line, column);
    }
  }

  private static ScalarKind kind(JsonToken token) {
    return switch (token) {
      case VALUE_TRUE, VALUE_FALSE -> ScalarKind.BOOLEAN;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ScalarKind.NUMBER;
      case VALUE_NULL -> ScalarKind.NULL;
      default -> ScalarKind.TEXT;
    };
  }

  private SpecSyntaxException error(String message) {
    JsonLocation at = parser.getTokenLocation();
    return new SpecSyntaxException(message, at.getLineNr(), at.getColumnNr());
  }
}
