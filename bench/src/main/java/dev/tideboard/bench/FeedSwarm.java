package dev.tideboard.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many SSE clients on one thread. Every client is counted by bytes; one in {@code checkedEvery} is read in full and its
 * deltas must join without a gap. Clients accept gzip, as browsers do, except those that are read in full.
 */
final class FeedSwarm implements Runnable, AutoCloseable {
    private final InetSocketAddress address;
    private final String path;
    private final int checkedEvery;
    private final Selector selector;
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    private volatile boolean running = true;
    private volatile int target;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger disconnected = new AtomicInteger();

    FeedSwarm(int port, String path, int checkedEvery) throws IOException {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.path = path;
        this.checkedEvery = checkedEvery;
        this.selector = Selector.open();
    }

    /** Grows to {@code count} clients, some 50 at a time. */
    void grow(int count) {
        target = count;
        selector.wakeup();
    }

    int open() {
        return open.get();
    }

    int disconnected() {
        return disconnected.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** Events that the clients read in full have seen. */
    long checkedDeltas() {
        synchronized (clients) {
            return clients.stream().mapToLong(client -> client.deltas).sum();
        }
    }

    int checkedClients() {
        synchronized (clients) {
            return (int) clients.stream().filter(client -> client.checked).count();
        }
    }

    /** Deltas whose {@code from} was not the tick the client had. */
    long gaps() {
        synchronized (clients) {
            return clients.stream().mapToLong(client -> client.gaps).sum();
        }
    }

    @Override
    public void run() {
        try {
            while (running) {
                connectSome();
                selector.select(20);
                for (SelectionKey key : selector.selectedKeys()) {
                    handle(key);
                }
                selector.selectedKeys().clear();
            }
            for (Client client : clients) {
                client.channel.close();
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    /** Lets the thread that runs this close the connections. */
    @Override
    public void close() {
        running = false;
        selector.wakeup();
    }

    private void connectSome() throws IOException {
        for (int i = 0; i < 50 && clients.size() < target; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(address);
            Client client = new Client(channel, clients.size() % checkedEvery == 0);
            channel.register(selector, SelectionKey.OP_CONNECT, client);
            synchronized (clients) {
                clients.add(client);
            }
        }
    }

    private void handle(SelectionKey key) throws IOException {
        Client client = (Client) key.attachment();
        if (key.isConnectable() && client.channel.finishConnect()) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + address.getPort()
                    + "\r\nAccept: text/event-stream\r\n" + (client.checked ? "" : "Accept-Encoding: gzip\r\n")
                    + "\r\n";
            client.channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            key.interestOps(SelectionKey.OP_READ);
            open.incrementAndGet();
            return;
        }
        buffer.clear();
        int read;
        try {
            read = client.channel.read(buffer);
        } catch (IOException reset) {
            read = -1;
        }
        if (read < 0) {
            key.cancel();
            client.channel.close();
            disconnected.incrementAndGet();
            open.decrementAndGet();
            return;
        }
        bytes.addAndGet(read);
        if (client.checked) {
            client.scan(buffer.flip());
        }
    }

    /** One connection. */
    private static final class Client {
        private final SocketChannel channel;
        private final boolean checked;
        private final StringBuilder pending = new StringBuilder();
        private long tick = -1;
        private long deltas;
        private long gaps;

        Client(SocketChannel channel, boolean checked) {
            this.channel = channel;
            this.checked = checked;
        }

        /** Finds the heads of events; the rest of a long data line is dropped. */
        void scan(ByteBuffer bytes) {
            pending.append(StandardCharsets.ISO_8859_1.decode(bytes));
            int end;
            while ((end = pending.indexOf("\n\n")) >= 0) {
                String event = pending.substring(0, end);
                pending.delete(0, end + 2);
                if (event.contains("event: delta")) {
                    deltas++;
                    if (number(event, "\"from\":") != tick) {
                        gaps++;
                    }
                }
                if (event.contains("id: ")) {
                    tick = number(event, "\"tick\":");
                }
            }
        }

        private static long number(String event, String name) {
            int start = event.indexOf(name) + name.length();
            int stop = start;
            while (stop < event.length() && Character.isDigit(event.charAt(stop))) {
                stop++;
            }
            return stop == start ? -1 : Long.parseLong(event.substring(start, stop));
        }
    }
}
