package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.Intake;

/** Messages published to a topic of {@code filter} go to {@code intake}; a message goes to every route it matches. */
public record DoorRoute(TopicFilter filter, Intake intake) {}
