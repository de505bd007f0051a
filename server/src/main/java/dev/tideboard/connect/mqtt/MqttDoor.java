package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.Source;
import dev.tideboard.connect.SourceEntry;
import dev.tideboard.connect.SourceException;
import dev.tideboard.engine.Quarantine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT door: devices and publishers connect straight to it, no broker needed. Speaks 3.1.1 and 5, QoS 0 and 1; a
 * QoS 1 message is acknowledged after its rows were accepted, or refused and put into the quarantine. It is an end of the
 * line: subscriptions are refused; sessions, wills and retained messages are not kept. Thread-safe; everything behind it
 * runs on one event loop. Start and close wait for that loop and must not be called on it.
 *
 * <p>It reads the packets itself and does not use vertx-mqtt, whose endpoints cannot stop reading from a client (without
 * that there is no back-pressure for MQTT 3.1.1), and whose codec waits for bytes that a malformed packet only claims.
 */
public final class MqttDoor implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(MqttDoor.class);
    private static final int SWEEP_MILLIS = 500;
    private static final int TELL_MILLIS = 60_000;
    private static final int WAIT_SECONDS = 10;
    private static final int GOODBYE_MILLIS = 1000;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final DoorOptions options;
    private final DoorRoutes routes;
    private final DoorClients clients;
    private final Context context;
    private final NetServer server;
    private volatile boolean isClosed;
    private volatile long sweepTimer = NO_TIMER;
    private volatile long tellTimer = NO_TIMER;

    /**
     * A door that is not open yet.
     *
     * @param routes a message goes to every route whose filter matches its topic; one that none matches is refused
     */
    public MqttDoor(
            Vertx vertx, DoorOptions options, List<DoorRoute> routes, Quarantine quarantine, InstantSource clock) {
        this.vertx = vertx;
        this.options = options;
        this.routes = new DoorRoutes(name(), routes, quarantine, clock);
        this.clients = new DoorClients(name(), options.limits(), this::showClients);
        this.context = vertx.getOrCreateContext();
        this.server = vertx.createNetServer(serverOptions(options));
    }

    @Override
    public String name() {
        return "mqtt door " + options.host() + ":" + options.port();
    }

    /** The port it listens on, which the options may leave open. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void start() {
        server.connectHandler(this::arrived);
        onContext(
                server::listen,
                "cannot listen on " + options.host() + ":" + options.port() + "; is something else there already?");
        sweepTimer = vertx.setPeriodic(SWEEP_MILLIS, _ -> inContext(() -> clients.sweep(System.nanoTime())));
        tellTimer = vertx.setPeriodic(TELL_MILLIS, _ -> inContext(clients::tell));
        showClients(0);
        boolean isPlain = options.transport() instanceof DoorOptions.Transport.Plain;
        if (isPlain && !options.credentials().isEmpty()) {
            LOG.warn(
                    "{}: passwords travel unencrypted; give it a certificate unless only this machine uses it", name());
        }
        LOG.info("{} is open on port {}", name(), port());
    }

    @Override
    public void close() {
        vertx.cancelTimer(sweepTimer);
        vertx.cancelTimer(tellTimer);
        onContext(this::leave, "cannot close " + name());
    }

    /** Everybody is told, then a little later cut off: closing a socket waits for a client that does not read. */
    private Future<Void> leave() {
        isClosed = true;
        routes.entries().forEach(entry -> entry.offline("closed"));
        clients.tell();
        Future<Void> gone = clients.close();
        return Future.any(gone, vertx.timer(GOODBYE_MILLIS, TimeUnit.MILLISECONDS))
                .transform(_ -> {
                    clients.cut();
                    return server.close();
                });
    }

    private void arrived(NetSocket socket) {
        DoorSession session = new DoorSession(socket, vertx.getOrCreateContext(), options, clients, routes);
        if (!clients.arrived(session)) {
            session.cut();
            return;
        }
        socket.closeHandler(_ -> session.closed());
        socket.exceptionHandler(failure -> clients.sentAway(String.valueOf(failure.getMessage())));
        socket.handler(session::received);
    }

    private void showClients(int connected) {
        if (isClosed) {
            return;
        }
        String detail = "mqtt door " + options.host() + ":" + port() + ", clients=" + connected;
        for (SourceEntry entry : routes.entries()) {
            entry.live(detail);
        }
    }

    private void inContext(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    private <T> void onContext(Supplier<Future<T>> task, String failing) {
        Promise<T> done = Promise.promise();
        inContext(() -> task.get().onComplete(done));
        try {
            done.future().toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new SourceException(failing + " (" + e.getCause() + ")", e);
        } catch (TimeoutException e) {
            throw new SourceException(failing + " (no answer in " + WAIT_SECONDS + " s)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(failing + " (interrupted)", e);
        }
    }

    private static NetServerOptions serverOptions(DoorOptions options) {
        NetServerOptions server = new NetServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setTcpNoDelay(true)
                .setReuseAddress(true);
        if (options.transport() instanceof DoorOptions.Transport.Tls tls) {
            server.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString()));
        }
        return server;
    }
}
