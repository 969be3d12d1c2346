package aether.risk;

/** What a kill switch stops. The number is on disk: never reuse one. */
public enum KillScope {
    ALL(0),
    INSTRUMENT(1),
    STRATEGY(2);

    private static final KillScope[] VALUES = values();

    private final int number;

    KillScope(final int number) {
        this.number = number;
    }

    /** The number on disk. */
    public int number() {
        return number;
    }

    /** By number; null when this build does not know it. */
    public static KillScope of(final int number) {
        for (final KillScope scope : VALUES) {
            if (scope.number == number) {
                return scope;
            }
        }
        return null;
    }
}
