package aether.desk;

/** What an operator may want of a machine beside inputs of the order plane. The number is what the command's message says. */
public enum Administration {
    /** A snapshot of all machines' state. */
    SNAPSHOT(1_001),
    /** Another machine is to lead. */
    STEP_DOWN(1_002);

    private final int number;

    Administration(final int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** By number; null for none. */
    static Administration of(final int number) {
        for (final Administration each : values()) {
            if (each.number == number) {
                return each;
            }
        }
        return null;
    }
}
