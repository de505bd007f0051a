package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.Intake;
import java.util.Collection;
import java.util.List;

/**
 * Messages published to a topic of {@code filter} go to {@code intake}; a message goes to every route it matches.
 *
 * @param credentials of which a client must have given one to publish here; empty for all that the door let in
 */
public record DoorRoute(TopicFilter filter, Intake intake, List<Credential> credentials) {
    public DoorRoute {
        credentials = List.copyOf(credentials);
    }

    /** A route for everybody who is let in. */
    public DoorRoute(TopicFilter filter, Intake intake) {
        this(filter, intake, List.of());
    }

    boolean isFor(Collection<Credential> given) {
        return credentials.isEmpty() || credentials.stream().anyMatch(given::contains);
    }
}
