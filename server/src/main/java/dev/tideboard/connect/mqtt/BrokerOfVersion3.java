package dev.tideboard.connect.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.reactivex.Flowable;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A broker spoken to in MQTT 3.1.1, which cannot refuse a message nor be told how many may be under way. */
final class BrokerOfVersion3 implements Broker {

    private record Message(Mqtt3Publish publish) implements Incoming {
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
    private final Mqtt3AsyncClient client;
    private final IncomingMessages incoming;

    BrokerOfVersion3(BrokerOptions options, Watcher watcher, Receiver receiver, Executor executor) {
        this.options = options;
        this.incoming = new IncomingMessages(this::messages, receiver, executor, options.inFlight());
        Mqtt3ClientBuilder builder = HiveMqSettings.apply(Mqtt3Client.builder(), options, incoming.watchedBy(watcher));
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
        var _ = client.connectWith().cleanSession(options.session().isZero()).send();
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
                .thenApply(_ -> new Published(""));
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
