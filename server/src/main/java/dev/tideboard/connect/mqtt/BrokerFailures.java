package dev.tideboard.connect.mqtt;

import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import dev.tideboard.connect.Shortened;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/** What the exceptions of the client library mean to the person who reads the board. */
final class BrokerFailures {
    private static final int MOST_CAUSES = 10;

    private BrokerFailures() {}

    /** Whether trying again is of no use: it would end the same way until somebody changes something. */
    static boolean isRefusal(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < MOST_CAUSES && cause != null; depth++) {
            if (cause instanceof Mqtt5ConnAckException
                    || cause instanceof Mqtt3ConnAckException
                    || cause instanceof CertPathBuilderException
                    || cause instanceof CertificateException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    static String reason(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> reason(wrapped.getCause());
            case Mqtt5ConnAckException refused ->
                "broker refused the connection: " + refused.getMqttMessage().getReasonCode()
                        + refused.getMqttMessage()
                                .getReasonString()
                                .map(BrokerFailures::said)
                                .orElse("");
            case Mqtt3ConnAckException refused ->
                "broker refused the connection: " + refused.getMqttMessage().getReturnCode();
            case Mqtt5DisconnectException ended ->
                "the connection was ended: " + ended.getMqttMessage().getReasonCode()
                        + ended.getMqttMessage()
                                .getReasonString()
                                .map(BrokerFailures::said)
                                .orElse("");
            case Mqtt5SubAckException refused ->
                "broker refused the subscription: " + refused.getMqttMessage().getReasonCodes()
                        + refused.getMqttMessage()
                                .getReasonString()
                                .map(BrokerFailures::said)
                                .orElse("");
            case Mqtt3SubAckException refused ->
                "broker refused the subscription: " + refused.getMqttMessage().getReturnCodes();
            case Mqtt5PubAckException refused ->
                refused.getMqttMessage().getReasonCode()
                        + refused.getMqttMessage()
                                .getReasonString()
                                .map(BrokerFailures::said)
                                .orElse("");
            case ConnectionFailedException failed when failed.getCause() != null -> deepest(failed.getCause());
            default -> deepest(failure);
        };
    }

    private static String said(Object text) {
        return " (" + Shortened.forReason(text.toString()) + ")";
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < MOST_CAUSES && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        String message = Objects.requireNonNullElse(cause.getMessage(), "");
        return Shortened.forReason(message.isEmpty() ? cause.getClass().getSimpleName() : message);
    }
}
