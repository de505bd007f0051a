package dev.tideboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.LiveViews;
import dev.tideboard.engine.ViewChange;
import dev.tideboard.engine.ViewListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PatchTest {
    private static final int[] KEY = {0};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyRunOfChangesMergesIntoTheDifferenceOfItsEnds(long seed) {
        RandomRows random = new RandomRows(seed);
        try (FakeViews views = new FakeViews(1, "v")) {
            List<ViewChange> changes = new ArrayList<>();
            try (LiveViews.Subscription subscription =
                    views.subscribe("v", Binding.NONE, into(changes)).join()) {
                assertThat(subscription.snapshot().size()).isZero();
                for (int i = 0; i < 40; i++) {
                    views.tick(edit -> {
                        for (int n = random.random().nextInt(20); n > 0; n--) {
                            String code = random.code(50);
                            edit.edit("v", code, random.random().nextInt(3) == 0 ? null : random.row(code));
                        }
                    });
                }
            }
            for (int i = 0; i < 200; i++) {
                int from = random.random().nextInt(41);
                int to = from + random.random().nextInt(41 - from);
                requireDifference(views, changes, from, to);
            }
        }
    }

    private static void requireDifference(FakeViews views, List<ViewChange> changes, long from, long to) {
        List<ViewChange> between = changes.stream()
                .filter(change -> change.tick() > from && change.tick() <= to)
                .toList();
        Patch patch = Patch.merge(between, KEY);
        Map<String, FakeViews.Row> rows = new TreeMap<>(views.rowsAt("v", from, Binding.NONE));
        Set<String> touched = new HashSet<>();
        for (FakeViews.Row row : rows(patch.del())) {
            assertThat(touched.add(row.code())).isTrue();
            rows.remove(row.code());
        }
        for (FakeViews.Row row : rows(patch.put())) {
            assertThat(touched.add(row.code())).isTrue();
            rows.put(row.code(), row);
        }
        assertThat(rows).isEqualTo(views.rowsAt("v", to, Binding.NONE));
    }

    private static List<FakeViews.Row> rows(List<Snapshot.Chunk> chunks) {
        JsonBytes out = new JsonBytes(0);
        ColumnJson.write(out, FakeViews.SCHEMA, chunks);
        JsonNode columns = FeedModel.MAPPER.readTree(out.toByteArray());
        return FeedModel.rows(columns);
    }

    private static ViewListener into(List<ViewChange> changes) {
        return new ViewListener() {
            @Override
            public void changed(ViewChange change) {
                changes.add(change);
            }

            @Override
            public void ended(String reason) {
                throw new AssertionError(reason);
            }
        };
    }
}
