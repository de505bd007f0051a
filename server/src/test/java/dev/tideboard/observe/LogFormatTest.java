package dev.tideboard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogFormatTest {

    private static String format(String message) {
        LogRecord event = new LogRecord(Level.WARNING, message);
        event.setLoggerName("dev.tideboard.connect.mqtt.MqttDoor");
        event.setInstant(Instant.parse("2026-06-01T00:00:00.5Z"));
        return new LogFormat().format(event);
    }

    @Test
    void writesOneLineWithTimeLevelAndShortLogger() {
        assertThat(format("refused 3 rows")).isEqualTo("2026-06-01T00:00:00.500Z WARNING MqttDoor: refused 3 rows\n");
    }

    @Test
    void aDeviceNameCannotForgeALine() {
        assertThat(format("client=x\n2026-06-01 INFO all is well\u2028"))
                .hasLineCount(1)
                .contains("\\u000a", "\\u2028");
    }
}
