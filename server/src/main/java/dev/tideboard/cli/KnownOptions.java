package dev.tideboard.cli;

import dev.tideboard.connect.DecoderOptions;
import dev.tideboard.connect.mqtt.DoorLimits;
import dev.tideboard.engine.EngineOptions;
import dev.tideboard.options.OptionGroup;
import dev.tideboard.serve.ServeOptions;
import java.util.List;

/**
 * Every option of the product: each package's own record, named and explained. The explanations are those of the records'
 * documentation; a test compares them.
 */
public final class KnownOptions {

    private KnownOptions() {}

    /** All groups, in the order of documents. */
    public static List<OptionGroup<?>> groups() {
        return List.of(serve(), engine(), message(), mqttDoor());
    }

    private static OptionGroup<ServeOptions> serve() {
        return OptionGroup.of("serve", ServeOptions.defaults())
                .named(
                        "host",
                        "host",
                        "the address to listen at; anything but loopback is refused as long as there are no keys")
                .named("port", "port", "0 for any free one")
                .named(
                        "allow-origin",
                        "allowOrigins",
                        "origins besides the server's own whose pages may use it, as https://host[:port]")
                .option("flushEvery", "least time between two flushes to one client")
                .option("beatEvery", "how often each client hears that the server lives")
                .option(
                        "lingerAfterLast",
                        "how long a view stays known after its last client left, so that it may resume")
                .option("stalledAfter", "how long a connection may take no bytes before it is closed")
                .option("maxClients", "feed connections; more are told to come back")
                .option("maxViews", "views of one connection")
                .option("historyChanges", "ticks per view and filter that a client may resume across")
                .option(
                        "historyRows",
                        "changed rows per view and filter kept for that; twice the view's rows if that is more")
                .computed("eventLoops", "threads that serve connections", "one per processor");
    }

    private static OptionGroup<EngineOptions> engine() {
        return OptionGroup.of("engine", EngineOptions.DEFAULTS)
                .option("queueRows", "rows that may wait in front of one table before its full policy applies")
                .option(
                        "tickRows",
                        "rows that one tick takes from all queues together; whole batches, so the last may reach beyond")
                .option("instancesPerView", "distinct bindings of one view that may run at a time")
                .option("instanceIdle", "how long an instance outlives its last reader, in case somebody comes back")
                .option("retryFailed", "shortest time between two attempts to bring a failed view back")
                .option(
                        "expireEvery",
                        "shortest time between two ticks that only remove rows grown too old while nothing arrives");
    }

    private static OptionGroup<DecoderOptions> message() {
        return OptionGroup.of("message", DecoderOptions.DEFAULTS)
                .option("maxMessageBytes", "longer messages are refused unread")
                .option("maxFields", "fields of one object")
                .option("maxTextBytes", "one text value, in UTF-8")
                .option("maxDepth", "nesting of objects and arrays, also inside fields that are ignored")
                .option(
                        "zone",
                        "the zone of a time without offset, as in +10:00 or Australia/Brisbane; with \"\" such a time is"
                                + " refused");
    }

    /** The limits of doors; where they listen and whom they let in stands in the project. */
    private static OptionGroup<DoorLimits> mqttDoor() {
        return OptionGroup.of("mqtt-door", DoorLimits.DEFAULTS)
                .option("maxConnections", "clients that may be connected at a time")
                .option("maxPacketBytes", "the largest packet a client may send")
                .option(
                        "maxInFlight",
                        "QoS 1 messages of one client that wait for their rows to be accepted, before its socket is no"
                                + " longer read; told to MQTT 5 clients as Receive Maximum")
                .option(
                        "maxHeldBytes",
                        "unfinished packets and waiting messages of all clients together; beyond, whoever made no"
                                + " progress for longest is sent away")
                .option("connectTimeout", "how long a client may take from the first byte to a complete CONNECT")
                .option("idleTimeout", "after which a client that asked for no keep-alive is dropped")
                .option("stallTimeout", "after which a client is dropped that does not read its acknowledgements")
                .option("refusalDelay", "how long the answer to a wrong password is held back");
    }
}
