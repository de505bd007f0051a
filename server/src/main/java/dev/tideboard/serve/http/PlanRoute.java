package dev.tideboard.serve.http;

import dev.tideboard.engine.Binding;
import dev.tideboard.engine.Circuit;
import dev.tideboard.engine.LiveViews;
import dev.tideboard.engine.ViewReport;
import dev.tideboard.serve.FeedRequest;
import dev.tideboard.serve.Replies;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /api/v1/views/{view}/plan?column=value}: the operators of a running view, the result first, with what each has
 * cost so far. Thread-safe.
 */
final class PlanRoute {
    private static final double NANOS_PER_MILLI = 1e6;

    private final LiveViews views;

    PlanRoute(LiveViews views) {
        this.views = views;
    }

    void handle(RoutingContext context, Context loop) {
        LiveViews.View view = ViewRoute.named(views, String.valueOf(context.pathParam("view")));
        Binding binding = FeedRequest.binding(context.queryParams());
        var _ = views.explain(view.name(), binding)
                .whenComplete((report, failure) -> loop.runOnContext(_ -> {
                    if (failure != null) {
                        Replies.error(context.response(), failure);
                    } else {
                        Replies.json(context.response(), 200, json(report, view.polled()));
                    }
                }));
    }

    private static Map<String, Object> json(ViewReport report, String polled) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("view", report.view());
        json.put("binding", report.binding().values());
        json.put("rows", report.rows());
        json.put("failure", report.failure());
        json.put("polled", polled);
        if (!report.nodes().isEmpty()) {
            json.put("plan", node(report, report.nodes().size() - 1));
        }
        return json;
    }

    private static Map<String, Object> node(ViewReport report, int index) {
        ViewReport.Node node = report.nodes().get(index);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("operation", node.operation());
        json.put("delta_rows", node.deltaRows());
        json.put("state_rows", node.stateRows());
        json.put("state_bytes", node.stateBytes());
        json.put("busy_ms", node.nanos() / NANOS_PER_MILLI);
        json.put("shared_with", node.sharedWith());
        List<Map<String, Object>> inputs =
                node.inputs().stream().map(input -> input(report, input)).toList();
        json.put("inputs", inputs);
        return json;
    }

    private static Map<String, Object> input(ViewReport report, Circuit.Input input) {
        return switch (input) {
            case Circuit.Input.Relation relation -> Map.of("relation", relation.name());
            case Circuit.Input.Node node -> node(report, node.index());
        };
    }
}
