package dev.tideboard.connect.mqtt;

import com.hivemq.client.mqtt.MqttClientBuilderBase;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientReconnector;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What the client library needs to be told alike for both versions of the protocol. */
final class HiveMqSettings {
    private static final int CONNECT_SECONDS = 10;

    private HiveMqSettings() {}

    static <B extends MqttClientBuilderBase<B>> B apply(B builder, BrokerOptions options, Broker.Watcher watcher) {
        MqttClientTransportConfig transport = transport(options);
        B configured = builder.transportConfig(transport)
                .executorConfig()
                .nettyThreads(1)
                .applyExecutorConfig()
                .addConnectedListener(_ -> watcher.connected())
                .addDisconnectedListener(context -> lost(context, watcher));
        return options.clientId().isEmpty() ? configured : configured.identifier(options.clientId());
    }

    private static MqttClientTransportConfig transport(BrokerOptions options) {
        var transport = MqttClientTransportConfig.builder()
                .serverHost(options.host())
                .serverPort(options.port())
                .socketConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .mqttConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS);
        if (!options.tls()) {
            return transport.build();
        }
        MqttClientSslConfig tls = options.authorities().isEmpty()
                ? MqttClientSslConfig.builder().build()
                : MqttClientSslConfig.builder()
                        .trustManagerFactory(TrustedAuthorities.read(options.authorities()))
                        .build();
        return transport.sslConfig(tls).build();
    }

    /** The library asks here whether and when to reconnect, also after the first attempt. */
    private static void lost(MqttClientDisconnectedContext context, Broker.Watcher watcher) {
        if (context.getSource() == MqttDisconnectSource.USER) {
            return;
        }
        Throwable cause = context.getCause();
        String reason = BrokerFailures.reason(cause);
        boolean isTooMany = cause instanceof Mqtt5DisconnectException ended
                && ended.getMqttMessage().getReasonCode() == Mqtt5DisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED;
        if (isTooMany && context.getReconnector() instanceof Mqtt5ClientReconnector reconnector) {
            int most = moreRoom(reconnector);
            reason = "the broker sent more messages than it may before they are acknowledged; now it may send " + most;
        }
        CompletableFuture<Boolean> again = watcher.lost(reason, BrokerFailures.isRefusal(cause));
        context.getReconnector()
                .republishIfSessionExpired(true)
                .resubscribeIfSessionExpired(false) // our watcher subscribes each time, and looks at the answer
                .reconnectWhen(
                        again, (isToTry, failure) -> context.getReconnector().reconnect(failure == null && isToTry));
    }

    /**
     * Mosquitto 2.0.11, restarted with messages under way, sends those and as many new ones as Receive Maximum allows,
     * which this library takes for an error. Since the next connection would begin with all of them again, it has to
     * allow for them.
     */
    private static int moreRoom(Mqtt5ClientReconnector reconnector) {
        Mqtt5Connect connect = reconnector.getConnect();
        int most = Math.min(65_535, 2 * connect.getRestrictions().getReceiveMaximum());
        reconnector.connect(connect.extend()
                .restrictions(
                        connect.getRestrictions().extend().receiveMaximum(most).build())
                .build());
        return most;
    }
}
