package dev.tideboard.connect.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.reactivex.Flowable;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** A broker spoken to in MQTT 5. */
final class BrokerOfVersion5 implements Broker {

    private record Message(Mqtt5Publish publish) implements Incoming {
        @Override
        public byte[] payload() {
            return publish.getPayloadAsBytes();
        }

        @Override
        public void acknowledge() {
            publish.acknowledge();
        }
    }

    private final BrokerOptions options;
    private final Mqtt5AsyncClient client;
    private final IncomingMessages incoming;

    BrokerOfVersion5(BrokerOptions options, Watcher watcher, Receiver receiver, Executor executor) {
        this.options = options;
        this.incoming = new IncomingMessages(this::messages, receiver, executor, options.inFlight());
        Mqtt5ClientBuilder builder = HiveMqSettings.apply(Mqtt5Client.builder(), options, incoming.watchedBy(watcher));
        this.client = options.user().isEmpty()
                ? builder.buildAsync()
                : builder.simpleAuth()
                        .username(options.user())
                        .password(options.password().getBytes(StandardCharsets.UTF_8))
                        .applySimpleAuth()
                        .buildAsync();
    }

    private Flowable<Incoming> messages() {
        return client.toRx().publishes(MqttGlobalPublishFilter.ALL, true).map(Message::new);
    }

    @Override
    public void connect() {
        incoming.listen();
        var _ = client.connectWith()
                .cleanStart(options.session().isZero())
                .sessionExpiryInterval(options.session().toSeconds())
                .send();
    }

    @Override
    public CompletableFuture<Void> subscribe(String filter, int qos) {
        return client.subscribeWith().topicFilter(filter).qos(qos(qos)).send().thenAccept(granted -> {});
    }

    @Override
    public CompletableFuture<Published> publish(String topic, byte[] payload, int qos) {
        return client.publishWith()
                .topic(topic)
                .qos(qos(qos))
                .payload(payload)
                .send()
                .handle((result, failure) -> {
                    if (failure == null) {
                        return new Published("");
                    }
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof Mqtt5PubAckException) {
                        return new Published(BrokerFailures.reason(cause));
                    }
                    throw new CompletionException(cause);
                });
    }

    @Override
    public CompletableFuture<Void> disconnect() {
        incoming.leave();
        return client.disconnect().whenComplete((_, _) -> incoming.close());
    }

    private static MqttQos qos(int qos) {
        return qos == 0 ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE;
    }
}
