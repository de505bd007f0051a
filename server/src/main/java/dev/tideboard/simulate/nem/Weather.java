package dev.tideboard.simulate.nem;

import java.util.ArrayList;
import java.util.List;

/**
 * Wind and cloud over the continent: each is a handful of systems that fade within hours, and a place feels each system
 * the more, the nearer it is, so that neighbours share their weather and distant places do not. One thread at a time.
 */
final class Weather {
    private static final double[][] CENTRES = {
        {-33.5, 138.5}, {-37.8, 142.5}, {-38.3, 146.5}, {-35.0, 149.0}, {-30.0, 150.5},
        {-32.0, 144.0}, {-26.5, 150.5}, {-21.5, 147.5}, {-17.5, 145.5}, {-41.8, 146.5}
    };
    private static final double REACH_DEGREES = 2.5;
    private static final double WIND_FADE_MINUTES = 11 * 60;
    private static final double CLOUD_FADE_MINUTES = 5 * 60;
    private static final double GUST_FADE_MINUTES = 50;
    private static final double GUST_SHARE = 0.15;

    private final List<Noise> winds = new ArrayList<>();
    private final List<Noise> clouds = new ArrayList<>();

    Weather(long seed) {
        for (int i = 0; i < CENTRES.length; i++) {
            winds.add(new Noise(seed, "wind " + i, WIND_FADE_MINUTES));
            clouds.add(new Noise(seed, "cloud " + i, CLOUD_FADE_MINUTES));
        }
    }

    void next() {
        winds.forEach(Noise::next);
        clouds.forEach(Noise::next);
    }

    /** The weather felt at one place; it has gusts of its own, which {@link Site#next} moves on. */
    Site site(long seed, String name, double lat, double lon) {
        return new Site(new Noise(seed, "gust " + name, GUST_FADE_MINUTES), weights(lat, lon), lat, lon);
    }

    private static double[] weights(double lat, double lon) {
        double[] weights = new double[CENTRES.length];
        double sumOfSquares = 0;
        for (int i = 0; i < weights.length; i++) {
            double north = lat - CENTRES[i][0];
            double east = lon - CENTRES[i][1];
            weights[i] = StrictMath.exp(-(north * north + east * east) / (2 * REACH_DEGREES * REACH_DEGREES)) + 0.01;
            sumOfSquares += weights[i] * weights[i];
        }
        double scale = 1 / Math.sqrt(sumOfSquares);
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= scale;
        }
        return weights;
    }

    /** One place under this weather. */
    final class Site {
        private final Noise gust;
        private final double[] weights;
        private final double lat;
        private final double lon;

        Site(Noise gust, double[] weights, double lat, double lon) {
            this.gust = gust;
            this.weights = weights;
            this.lat = lat;
            this.lon = lon;
        }

        void next() {
            gust.next();
        }

        /** The share of capacity that a wind station could give now. */
        double wind() {
            double strength = felt(winds);
            return 0.97 / (1 + StrictMath.exp(0.8 - 1.5 * strength));
        }

        /** The share of capacity that a solar station could give at the time: 0 at night. */
        double solar(long epochMillis) {
            return solar(epochMillis, 0.75);
        }

        /** The share of capacity that many roofs around the place give at the time; clouds seldom cover all of them. */
        double roofs(long epochMillis) {
            return solar(epochMillis, 0.3);
        }

        private double solar(long epochMillis, double shade) {
            double clear = Sun.clearSky(Sun.sineOfElevation(epochMillis, lat, lon));
            if (clear == 0) {
                return 0;
            }
            double cover = Math.clamp(0.6 * felt(clouds) - 0.2, 0, 1);
            return clear * (1 - shade * cover);
        }

        private double felt(List<Noise> systems) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * systems.get(i).value();
            }
            return Math.sqrt(1 - GUST_SHARE) * sum + Math.sqrt(GUST_SHARE) * gust.value();
        }
    }
}
