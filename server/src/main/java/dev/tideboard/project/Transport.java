package dev.tideboard.project;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** How rows of a source reach the server; one case per kind of source. */
public sealed interface Transport {

    /**
     * Devices publish straight to this server over MQTT.
     *
     * @param host the address to listen on
     * @param port the port to listen on; 0 takes any free one
     * @param topic the topic filter of the messages that belong to this source
     * @param credentials who may publish for this source
     * @param identity what the door shows of itself over TLS; plain TCP without
     */
    record MqttDoor(String host, int port, String topic, Credentials credentials, Optional<Identity> identity)
            implements Transport {}

    /** A certificate chain and its private key, both PEM files that need not exist while a project is only checked. */
    record Identity(Path certificate, Path key) {}

    /**
     * The server subscribes at an MQTT broker.
     *
     * @param url {@code mqtt://host:port} or {@code mqtts://host:port}
     * @param topic the topic filter to subscribe to
     * @param qos 0 or 1
     * @param authority the PEM file of the certificates to trust instead of the system's
     */
    record MqttBroker(
            URI url, String topic, int qos, MqttVersion version, Credentials credentials, Optional<Path> authority)
            implements Transport {}

    /** The version of the protocol spoken with a broker. */
    enum MqttVersion {
        V3_1_1,
        V5
    }
}
