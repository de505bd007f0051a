package dev.tideboard.project;

import dev.tideboard.project.Transport.Identity;
import dev.tideboard.project.Transport.MqttBroker;
import dev.tideboard.project.Transport.MqttDoor;
import dev.tideboard.project.Transport.MqttVersion;
import dev.tideboard.project.Value.Entries;
import dev.tideboard.project.Value.Scalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes {@link Transport}s of what sources say under {@code mqtt}. One thread at a time. */
final class MqttReader {
    /** A door that several sources may share, by the first that named it. */
    private record Door(String source, Optional<Identity> identity) {}

    private final Problems problems;
    private final Map<String, Door> doors = new HashMap<>();

    MqttReader(Problems problems) {
        this.problems = problems;
    }

    /** How the messages of a source come, if what is written makes sense. */
    Optional<Transport> transport(Definition source, String path) {
        Entries mqtt = source.entries().map("mqtt");
        if (mqtt.has("topic")) {
            checkTopic(mqtt, path);
        }
        return switch (mqtt.form()) {
            case "mqtt_door" -> door(mqtt, source, path);
            case "mqtt_broker" -> broker(mqtt, source, path);
            default -> Optional.empty();
        };
    }

    private Optional<Transport> door(Entries mqtt, Definition source, String path) {
        Credentials credentials = credentials(mqtt, path);
        String listen = mqtt.text("listen", "");
        int colon = listen.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        int port = Integer.parseInt(listen, colon + 1, listen.length(), 10);
        if (port > 65535) {
            problems.add(
                    mqtt.at("listen"), Rule.BAD_VALUE, path + ".listen: the port is " + port, "a port from 0 to 65535");
            return Optional.empty();
        }
        String host = listen.substring(0, colon).replaceAll("[\\[\\]]", "");
        if (!isLoopback(host) && credentials.isNone()) {
            problems.add(
                    mqtt.at("listen"),
                    Rule.CONFLICT,
                    path + ".listen: others than this machine can reach the address",
                    "user and password beside it, or 127.0.0.1");
        }
        Optional<Identity> identity = identity(mqtt, source, path);
        Door known = doors.putIfAbsent(host + ":" + port, new Door(source.name(), identity));
        if (known != null && !known.identity().equals(identity)) {
            problems.add(
                    mqtt.at("listen"),
                    Rule.CONFLICT,
                    path + ".listen: sources." + known.source() + " opens this door with another certificate",
                    "the same certificate and key at both, or another port");
        }
        return Optional.of(new MqttDoor(host, port, mqtt.text("topic", ""), credentials, identity));
    }

    private Optional<Identity> identity(Entries mqtt, Definition source, String path) {
        if (mqtt.has("certificate") != mqtt.has("key")) {
            String lone = mqtt.has("key") ? "key" : "certificate";
            problems.add(
                    mqtt.keyAt(lone),
                    Rule.CONFLICT,
                    path + ": " + lone + " stands alone",
                    lone.equals("key") ? "certificate beside it" : "key beside it");
        }
        return file(mqtt, "certificate", source)
                .flatMap(certificate -> file(mqtt, "key", source).map(key -> new Identity(certificate, key)));
    }

    private static Optional<Path> file(Entries mqtt, String key, Definition source) {
        String name = mqtt.text(key, "");
        return name.isEmpty() ? Optional.empty() : Optional.of(source.folder().resolve(name));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private Optional<Transport> broker(Entries mqtt, Definition source, String path) {
        Credentials credentials = credentials(mqtt, path);
        if (mqtt.scalars("url").isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(mqtt.text("url", ""));
            if (url.getHost() != null && url.getPort() <= 65535) {
                MqttVersion version = mqtt.text("version", "5").equals("5") ? MqttVersion.V5 : MqttVersion.V3_1_1;
                Optional<Path> authority = file(mqtt, "ca", source);
                if (authority.isPresent() && !"mqtts".equals(url.getScheme())) {
                    problems.add(
                            mqtt.keyAt("ca"),
                            Rule.CONFLICT,
                            path + ".ca: the url is not one of TLS",
                            "mqtts://host:8883");
                }
                return Optional.of(new MqttBroker(
                        url, mqtt.text("topic", ""), mqtt.whole("qos", 1), version, credentials, authority));
            }
        } catch (URISyntaxException _) {
            // reported below; the exception would show the value, which may come from the environment
        }
        Scalar url = mqtt.scalars("url").getFirst();
        problems.add(url.at(), Rule.BAD_VALUE, path + ".url: found " + url.quoted(), "mqtt://host:port");
        return Optional.empty();
    }

    private Credentials credentials(Entries mqtt, String path) {
        if (mqtt.has("user") != mqtt.has("password")) {
            String lone = mqtt.has("user") ? "user" : "password";
            problems.add(
                    mqtt.keyAt(lone),
                    Rule.CONFLICT,
                    path + ": " + lone + " stands alone",
                    mqtt.has("user") ? "password beside it" : "user beside it");
        }
        return new Credentials(mqtt.text("user", ""), mqtt.text("password", ""));
    }

    private void checkTopic(Entries mqtt, String path) {
        List<String> levels = List.of(mqtt.text("topic", "").split("/", -1));
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            boolean misplaced = level.equals("#") && i < levels.size() - 1;
            boolean mixed = level.length() > 1 && (level.contains("#") || level.contains("+"));
            if (misplaced || mixed) {
                problems.add(
                        mqtt.at("topic"),
                        Rule.BAD_VALUE,
                        path + ".topic: the level " + Quote.of(level) + " is not what MQTT allows",
                        "+ as a whole level, # as the last one");
                return;
            }
        }
    }
}
