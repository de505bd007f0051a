/** MQTT: the door that devices publish to, the source that subscribes to a broker, and the publisher. */
@NullMarked
package dev.tideboard.connect.mqtt;

import org.jspecify.annotations.NullMarked;
