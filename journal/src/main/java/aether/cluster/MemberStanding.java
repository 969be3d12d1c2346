package aether.cluster;

/** A member's place by its consensus module's counters, and the door that its client has opened. */
record MemberStanding(Leadership leadership, Ingress ingress) implements Standing {
    @Override
    public boolean isLeader() {
        return leadership.isLeader();
    }

    @Override
    public boolean isSettled() {
        return !leadership.isElecting();
    }

    @Override
    public long term() {
        return leadership.term();
    }

    @Override
    public LogDoor door() {
        return ingress.door();
    }
}
