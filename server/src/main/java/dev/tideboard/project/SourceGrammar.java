package dev.tideboard.project;

import static dev.tideboard.project.Shape.Field.optional;
import static dev.tideboard.project.Shape.Field.required;

import dev.tideboard.project.Shape.Alternatives;
import dev.tideboard.project.Shape.Choice;
import dev.tideboard.project.Shape.Field;
import dev.tideboard.project.Shape.Form;
import dev.tideboard.project.Shape.ListOf;
import dev.tideboard.project.Shape.MapOf;
import dev.tideboard.project.Shape.Variants;
import java.util.List;

/** The keys of sources. */
final class SourceGrammar {

    private SourceGrammar() {}

    static Variants source() {
        Form mqtt = new Form(
                "mqtt_source",
                "Rows from MQTT messages.",
                List.of(
                        required("mqtt", new Variants("mqtt", List.of(door(), broker())), "The door or the broker."),
                        into(),
                        rename()));
        return new Variants("source", List.of(mqtt));
    }

    private static Form door() {
        return new Form(
                "mqtt_door",
                "Devices publish straight to this server.",
                List.of(
                        required(
                                "listen",
                                Grammar.fromEnvironment(
                                        "host:port, for example 127.0.0.1:1883",
                                        "(\\[[0-9a-fA-F:]+\\]|[^\\s:/\\[\\]]+):[0-9]{1,5}"),
                                "The address to listen on; anything but loopback needs a user and a password."),
                        topic(),
                        user(),
                        password(),
                        optional("certificate", pem(), "TLS: the certificate chain, with the key beside it."),
                        optional("key", pem(), "TLS: the private key of the certificate.")));
    }

    private static Form broker() {
        return new Form(
                "mqtt_broker",
                "The server subscribes at a broker.",
                List.of(
                        required(
                                "url",
                                Grammar.fromEnvironment(
                                        "mqtt://host:port or mqtts://host:port, without user or password",
                                        "mqtts?://[^\\s/@?#]+"),
                                "The broker; mqtts is TLS."),
                        topic(),
                        optional("qos", new Shape.Whole(0, 1), "Quality of service: 1 (at least once) unless said."),
                        optional("version", new Choice(List.of("3.1.1", "5")), "The protocol version: 5 unless said."),
                        user(),
                        password(),
                        optional("ca", pem(), "The certificates to trust, instead of the system's.")));
    }

    private static Shape pem() {
        return Grammar.fromEnvironment(
                "the path of a PEM file, from the project's folder", "[^\\u0000-\\u001f]{1,500}");
    }

    private static Field topic() {
        return required(
                "topic",
                Grammar.fromEnvironment("an MQTT topic filter", "[^\\u0000]{1,1000}"),
                "The topic filter, with + and # as MQTT has them.");
    }

    private static Field user() {
        return optional("user", Grammar.TEXT, "The user name; better ${NAME} than the name itself.");
    }

    private static Field password() {
        return optional("password", Grammar.TEXT, "The password; better ${NAME} than the password itself.");
    }

    private static Field rename() {
        return optional(
                "rename",
                new MapOf(Grammar.FIELD, Grammar.COLUMN),
                "Field of the message to column; other fields keep their names.");
    }

    private static Field into() {
        Form when = new Form(
                "when",
                "Which messages a route takes.",
                List.of(required("has", new ListOf(Grammar.FIELD, 1, 100), "The message has any of these fields.")));
        Form route = new Form(
                "route",
                "Messages that become rows of one table.",
                List.of(
                        required("table", Grammar.NAME, "The table."),
                        optional("when", when, "Which messages; all unless said."),
                        rename()));
        return required(
                "into",
                new Alternatives(List.of(Grammar.NAME, new ListOf(route, 1, 100))),
                "The table the rows go to, or a list of routes of which the first that takes a message wins.");
    }
}
