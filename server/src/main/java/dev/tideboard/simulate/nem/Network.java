package dev.tideboard.simulate.nem;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sends power between the regions until their prices meet or a line is full: each line in turn is set to the flow at which
 * the prices at its two ends are the same, a few times over. One thread at a time.
 */
final class Network {
    private static final int ROUNDS = 4;
    private static final int HALVINGS = 14;
    /** The most that the flow of a line changes within five minutes, as a share of its limit. */
    private static final double RAMP = 0.25;

    private final List<Line> lines;

    Network(Map<Region, RegionMarket> markets) {
        lines = Interconnector.ALL.stream()
                .map(connector -> new Line(
                        connector,
                        Objects.requireNonNull(markets.get(connector.from())),
                        Objects.requireNonNull(markets.get(connector.to()))))
                .toList();
    }

    /** Sets the flows, and with them the exports of the regions, which have to be zero before. */
    void settle() {
        lines.forEach(Line::begin);
        for (int round = 0; round < ROUNDS; round++) {
            lines.forEach(Line::settle);
        }
    }

    /** The flow of each line of {@link Interconnector#ALL}, above zero from its first region to its second. */
    double[] flowsMw() {
        return lines.stream().mapToDouble(line -> line.flowMw).toArray();
    }

    /** How much more a region could receive over its lines. */
    double importRoomMw(RegionMarket market) {
        double room = 0;
        for (Line line : lines) {
            if (line.to == market) {
                room += line.connector.forwardMw() - line.flowMw;
            } else if (line.from == market) {
                room += line.connector.backMw() + line.flowMw;
            }
        }
        return room;
    }

    /** One interconnector between the two markets it joins. */
    private static final class Line {
        private final Interconnector connector;
        private final RegionMarket from;
        private final RegionMarket to;
        private double lowestMw;
        private double highestMw;
        private double flowMw;

        Line(Interconnector connector, RegionMarket from, RegionMarket to) {
            this.connector = connector;
            this.from = from;
            this.to = to;
        }

        /** Starts an interval with the flow of the one before, from which it can move only so far. */
        void begin() {
            double reach = RAMP * Math.max(connector.forwardMw(), connector.backMw());
            lowestMw = Math.max(-connector.backMw(), flowMw - reach);
            highestMw = Math.min(connector.forwardMw(), flowMw + reach);
            apply(flowMw, 1);
        }

        void settle() {
            apply(flowMw, -1);
            double low = lowestMw;
            double high = highestMw;
            for (int i = 0; i < HALVINGS; i++) {
                double flow = (low + high) / 2;
                boolean nearIsDearer = from.priceWith(nearExport(flow)) > to.priceWith(farExport(flow));
                high = nearIsDearer ? flow : high;
                low = nearIsDearer ? low : flow;
            }
            flowMw = Math.rint((low + high) / 2 * 1_000) / 1_000;
            apply(flowMw, 1);
        }

        private void apply(double flow, int sign) {
            from.addExportMw(sign * nearExport(flow));
            to.addExportMw(sign * farExport(flow));
        }

        private double nearExport(double flow) {
            return flow + (flow < 0 ? connector.lossMw(flow) : 0);
        }

        private double farExport(double flow) {
            return -flow + (flow >= 0 ? connector.lossMw(flow) : 0);
        }
    }
}
