package dev.tideboard.connect.mqtt;

import com.hivemq.client.mqtt.MqttClientBuilderBase;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
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
                .nettyExecutor(HiveMqSettings::run)
                .applyExecutorConfig()
                .addConnectedListener(_ -> watcher.connected())
                .addDisconnectedListener(context -> lost(context, watcher));
        return options.clientId().isEmpty() ? configured : configured.identifier(options.clientId());
    }

    /** A thread of its own for each client: one that waits holds up nobody else. */
    private static void run(Runnable loop) {
        Thread.ofPlatform().daemon().name("mqtt-client").start(loop);
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
        CompletableFuture<Boolean> again = watcher.lost(reason, BrokerFailures.isRefusal(cause));
        context.getReconnector()
                .republishIfSessionExpired(true)
                .resubscribeIfSessionExpired(false) // our watcher subscribes each time, and looks at the answer
                .reconnectWhen(
                        again, (isToTry, failure) -> context.getReconnector().reconnect(failure == null && isToTry));
    }
}
