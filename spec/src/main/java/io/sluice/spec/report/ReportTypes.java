package io.sluice.spec.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** The few types of a report that plain Jackson does not know, or spells otherwise. */
final class ReportTypes extends SimpleModule {
  ReportTypes() {
    super("run-report");
    addSerializer(new InstantWriter());
    addSerializer(new StateWriter());
    addSerializer(new OptionalWriter());
    addDeserializer(Instant.class, new InstantReader());
    addDeserializer(RunState.class, new StateReader());
    addDeserializer(Optional.class, new OptionalReader());
  }

  private static final class InstantWriter extends StdSerializer<Instant> {
    InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.toString());
    }
  }

  private static final class InstantReader extends StdDeserializer<Instant> {
    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      try {
        return Instant.parse(in.getText());
      } catch (DateTimeParseException e) {
        return (Instant) context.handleWeirdStringValue(Instant.class, in.getText(), "ISO 8601");
      }
    }
  }

  private static final class StateWriter extends StdSerializer<RunState> {
    StateWriter() {
      super(RunState.class);
    }

    @Override
    public void serialize(RunState value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.name().toLowerCase(Locale.ROOT));
    }
  }

  private static final class StateReader extends StdDeserializer<RunState> {
    StateReader() {
      super(RunState.class);
    }

    @Override
    public RunState deserialize(JsonParser in, DeserializationContext context) throws IOException {
      for (RunState state : RunState.values()) {
        if (state.name().equalsIgnoreCase(in.getText())) {
          return state;
        }
      }
      return (RunState)
          context.handleWeirdStringValue(RunState.class, in.getText(), "not a run's state");
    }
  }

  /** Every optional of a report is a text; absent is null. */
  private static final class OptionalWriter extends StdSerializer<Optional<?>> {
    OptionalWriter() {
      super(Optional.class, false);
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        out.writeString(value.get().toString());
      } else {
        out.writeNull();
      }
    }
  }

  @SuppressWarnings("rawtypes") // Jackson registers by the raw class
  private static final class OptionalReader extends StdDeserializer<Optional> {
    OptionalReader() {
      super(Optional.class);
    }

    @Override
    public Optional<String> deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return Optional.of(in.getText());
    }

    @Override
    public Optional<String> getNullValue(DeserializationContext context) {
      return Optional.empty();
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return Optional.empty();
    }
  }
}
