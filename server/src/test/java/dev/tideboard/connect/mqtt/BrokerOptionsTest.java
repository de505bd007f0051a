package dev.tideboard.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.connect.SourceException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "mqtt://broker, mqtt://broker:1883, ''",
        "mqtts://broker, mqtts://broker:8883, ''",
        "mqtt://broker:1234/, mqtt://broker:1234, ''",
        "mqtt://nem:secret@broker, mqtt://broker:1883, nem",
        "mqtt://[::1]:99, mqtt://[::1]:99, ''",
    })
    void readsAddresses(String url, String address, String user) {
        BrokerOptions options = BrokerOptions.of(url);
        assertThat(options.address()).isEqualTo(address);
        assertThat(options.user()).isEqualTo(user);
        assertThat(options.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broker",
                "http://broker",
                "mqtt:",
                "mqtt://",
                "mqtt://broker/topic",
                "mqtt://broker?x=1",
                "mqtt:// x"
            })
    void refusesOtherAddresses(String url) {
        assertThatThrownBy(() -> BrokerOptions.of(url))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("expected mqtt://host:1883 or mqtts://host:8883");
    }

    @Test
    void neverTellsThePasswordOfABadAddress() {
        assertThatThrownBy(() -> BrokerOptions.of("mqtt://nem:secret@broker/topic"))
                .message()
                .doesNotContain("secret");
    }

    @Test
    void refusesASessionWithoutAName() {
        assertThatThrownBy(() -> BrokerOptions.of("mqtt://broker").withSession("", Duration.ofHours(1)))
                .hasMessageContaining("needs a client id of its own");
    }
}
