package dev.tideboard.extract.openelectricity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Sends requests with the key, again and again while the server is busy or broken, and not again when the request itself is
 * wrong. The key is only ever in the header of a request. Thread-safe.
 */
final class ApiClient implements AutoCloseable {
    private static final int NO_DATA = 404;
    /** Ten times the answer for 30 facilities of three units each over a week. */
    private static final long MAX_BYTES = 128_000_000;

    private final ExtractOptions options;
    private final ApiKey key;
    private final RetryAfter retryAfter;
    private final Progress progress;
    private final HttpClient http;

    /** Reads the body of a good answer. */
    interface Reader<T> {
        T read(InputStream body) throws IOException;
    }

    ApiClient(ExtractOptions options, ApiKey key, InstantSource clock, Progress progress) {
        this.options = options;
        this.key = key;
        this.retryAfter = new RetryAfter(clock, options.longestWait());
        this.progress = progress;
        this.http = HttpClient.newBuilder()
                .connectTimeout(options.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The answer to a request for a path with these parameters; empty when the server has no data for it. */
    <T> Optional<T> get(String path, List<Map.Entry<String, String>> parameters, Reader<T> reader) {
        URI address = address(path, parameters);
        try {
            return Failsafe.with(policy()).get(() -> once(address, reader));
        } catch (FailsafeException failure) {
            if (failure.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new ExtractException("interrupted while asking for " + path, failure);
            }
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new ExtractException(
                    address.getPath() + " gave no answer after " + options.tries() + " tries: " + cause, cause);
        } catch (BusyException failure) {
            throw new ExtractException(
                    address.getPath() + ": " + failure.getMessage() + " after " + options.tries()
                            + " tries; try again later, or check what is left of your account's daily credits",
                    failure);
        }
    }

    private RetryPolicy<Object> policy() {
        return RetryPolicy.builder()
                .handle(BusyException.class, IOException.class)
                .withMaxAttempts(options.tries())
                .withBackoff(options.firstWait(), options.longestWait().plus(options.firstWait()))
                .withJitter(0.2)
                .withDelayFnOn(ApiClient::askedDelay, BusyException.class)
                .onRetryScheduled(event -> progress.waiting(reason(event.getLastException())))
                .build();
    }

    private static Duration askedDelay(ExecutionContext<Object> context) {
        return context.getLastException() instanceof BusyException busy ? busy.delay() : BusyException.UNSAID;
    }

    private static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof BusyException ? message : failure.getClass().getSimpleName() + ": " + message;
    }

    private URI address(String path, List<Map.Entry<String, String>> parameters) {
        StringBuilder address = new StringBuilder(options.base() + path);
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters) {
            address.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), UTF_8));
            separator = '&';
        }
        return URI.create(address.toString());
    }

    private <T> Optional<T> once(URI address, Reader<T> reader) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(options.timeout())
                .header("Authorization", "Bearer " + key.secret())
                .header("Accept", "application/json")
                .build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        // The client's own timeout ends with the headers: a body that stalls is closed, which ends the reading of it.
        CompletableFuture<Void> done =
                new CompletableFuture<Void>().orTimeout(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try (InputStream body = response.body()) {
            var _ = done.exceptionally(late -> closed(body));
            int status = response.statusCode();
            if (status == 200) {
                return Optional.of(reader.read(new BoundedBody(body, MAX_BYTES)));
            }
            String detail = ErrorDetail.of(body);
            if (status == NO_DATA) {
                return Optional.empty();
            }
            if (status == 429 || status >= 500) {
                Duration delay = retryAfter.delay(response.headers().firstValue("Retry-After"));
                throw new BusyException("the server answered " + status + detail, delay);
            }
            throw refused(address, status, detail);
        } catch (JacksonIOException brokenOff) {
            throw new IOException("the answer broke off: " + brokenOff.getOriginalMessage(), brokenOff);
        } catch (UnexpectedEndOfInputException brokenOff) {
            throw new IOException("the answer broke off", brokenOff);
        } catch (JacksonException failure) {
            throw new ExtractException(
                    address.getPath() + " answered with what is not the JSON expected: " + failure.getOriginalMessage(),
                    failure);
        } finally {
            done.complete(null);
        }
    }

    private static @Nullable Void closed(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return null;
    }

    private static ExtractException refused(URI address, int status, String detail) {
        String way = switch (status) {
            case 401, 403 -> "; set " + ApiKey.VARIABLE + " to a valid key of your account";
            case 400, 422 -> "; ask for fewer days or other facilities";
            default -> "";
        };
        return new ExtractException(address.getPath() + ": the server answered " + status + detail + way);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
