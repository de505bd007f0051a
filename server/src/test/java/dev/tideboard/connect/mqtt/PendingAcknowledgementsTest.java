package dev.tideboard.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PendingAcknowledgementsTest {

    @Test
    void givesOutInOrderOfArrivalWhateverCompletesFirst() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            PendingAcknowledgements pending = new PendingAcknowledgements();
            List<PendingAcknowledgements.Pending> messages = new ArrayList<>();
            int count = 1 + random.nextInt(20);
            for (int id = 1; id <= count; id++) {
                messages.add(pending.add(id));
            }
            Collections.shuffle(messages, random);
            List<Integer> out = new ArrayList<>();
            for (PendingAcknowledgements.Pending message : messages) {
                message.complete(0, "");
                pending.drain((packetId, code, reason) -> out.add(packetId));
            }
            assertThat(out).hasSize(count).isSorted();
            assertThat(pending.size()).isZero();
        }
    }

    @Test
    void stopsAtTheFirstThatIsNotComplete() {
        PendingAcknowledgements pending = new PendingAcknowledgements();
        pending.add(1);
        pending.add(2).complete(0, "");
        assertThat(pending.drain((packetId, code, reason) -> {})).isZero();
        assertThat(pending.size()).isEqualTo(2);
    }
}
