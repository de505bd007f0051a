package dev.tideboard.serve;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Rows with the values that break encoders, repeatable by seed. */
public final class RandomRows {
    private static final String[] REGIONS = {"NSW1", "QLD1", "VIC1", "SA1", "TAS1"};
    private static final String[] TEXTS = {
        "",
        "plain",
        "quote\"s",
        "back\\slash",
        "line\nbreak\r\ttab",
        "\u0000\u001f\u007f",
        "</script><b>",
        "\u2028\u2029",
        "é漢😀",
        "\ud83d",
        "\udc00x",
        "data: x\n\nevent: evil",
        "=1+1"
    };
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1,
        -1,
        0.1,
        0.3,
        1840.5,
        1e15,
        1e16,
        1.2345678901234568E17,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1e-7,
        1.0 / 3,
        9007199254740994.0,
        99999.99999,
        0.000015
    };
    private static final long[] LONGS = {
        0,
        1,
        -1,
        JsonBytes.EXACT,
        JsonBytes.EXACT + 1,
        -JsonBytes.EXACT,
        -JsonBytes.EXACT - 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        1_000_000,
        -999,
        1_764_000_000_000L
    };

    private final Random random;

    public RandomRows(long seed) {
        this.random = new Random(seed);
    }

    public Random random() {
        return random;
    }

    /** One of {@code codes} codes. */
    public String code(int codes) {
        return "F" + random.nextInt(codes);
    }

    public FakeViews.Row row(String code) {
        return new FakeViews.Row(code, region(), power(), at(), count(), missing() ? null : random.nextBoolean());
    }

    public String text() {
        if (random.nextBoolean()) {
            return TEXTS[random.nextInt(TEXTS.length)];
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) random.nextInt(random.nextInt(4) == 0 ? 0x10000 : 0x80));
        }
        return text.toString();
    }

    public double number() {
        return switch (random.nextInt(4)) {
            case 0 -> DOUBLES[random.nextInt(DOUBLES.length)];
            case 1 -> random.nextInt(1_000_000) / 100.0;
            case 2 -> {
                double any = Double.longBitsToDouble(random.nextLong());
                yield Double.isFinite(any) ? any : 0.5;
            }
            default -> random.nextGaussian() * 1000;
        };
    }

    public long whole() {
        return random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextLong() >> random.nextInt(64);
    }

    private @Nullable String region() {
        return missing() ? null : REGIONS[random.nextInt(REGIONS.length)];
    }

    private @Nullable Double power() {
        return missing() ? null : number() + 0.0;
    }

    private @Nullable Long at() {
        return missing() ? null : 1_764_000_000_000L + random.nextInt(1_000_000);
    }

    private @Nullable Long count() {
        return missing() ? null : whole();
    }

    private boolean missing() {
        return random.nextInt(8) == 0;
    }
}
