package aether.bench.simulation;

/** Faults that the product does not have. A checker that lets one of them pass checks nothing. */
public enum Mutant {
    RELEASES_BEFORE_COMMIT(
            "what is wanted is applied, and sent, before a majority has it",
            Mutation.says("aether.gateway.OrderGateway", "over", 0)),
    NO_FENCE(
            "frames go out however late, and whoever leads by then",
            Mutation.says("aether.desk.ReplicatedOrders", "mayLeave", 1)),
    RELEASES_WHAT_IT_ALONE_HAS_APPLIED(
            "frames leave when the log has them, and nobody else has applied what caused them",
            Mutation.says("aether.desk.ComparedMachines", "appliedByMajority", Integer.MAX_VALUE)),
    ADMITS_EVERYTHING(
            "what was proposed twice, or by one who does not lead, counts",
            Mutation.says("aether.cluster.LogReader", "admit", 1)),
    PROPOSES_ONCE(
            "what was lost on its way into the log is not proposed again",
            Mutation.says("aether.cluster.Proposals", "again", 0)),
    BELIEVES_OLD_TERM(
            "a term of its own that comes out of the log again is taken for the present one",
            Mutation.says("aether.cluster.ClusterLog", "isLeader", 1)),
    NEVER_FOLLOWS(
            "who hears of another leader goes on as if there were none",
            Mutation.says("aether.cluster.ClusterLog", "follow", 0)),
    PROPOSES_FOR_THE_TERM_BEFORE(
            "what waited for the term before is proposed in this one",
            Mutation.says("aether.cluster.Proposals", "begin", 0)),
    LEAVES_ORDERS("what the one before had resting stays", Mutation.says("aether.gateway.OrderGateway", "leave", 0)),
    BELIEVES_ITS_BOOKS(
            "who has another book than the others believes it all the same",
            Mutation.says("aether.desk.ComparedMachines", "doubt", 0)),
    WALL_CLOCK(
            "the core reads its own machine's clock", Mutation.readsClock("aether.gateway.OrderCore", "apply", "max")),
    TAKES_TWICE("what the venue says twice counts twice", Mutation.says("aether.ilink3.Retransmissions", "take", 1)),
    ASKS_FOR_NOTHING(
            "what the venue said meanwhile is not asked for",
            Mutation.says("aether.ilink3.Retransmissions", "lack", 0)),
    NEVER_ASKS(
            "orders that nobody knows anything of are not asked for",
            Mutation.says("aether.gateway.CoreSession", "askForStatus", 0)),
    CHECKPOINT_WITHOUT_KILL_SWITCH(
            "the kill switch is left out of the checkpoint", Mutation.says("aether.risk.KillSwitch", "state", 0)),
    CHECKPOINT_WITHOUT_POSITIONS(
            "positions are left out of the checkpoint", Mutation.says("aether.order.Positions", "state", 0)),
    CHECKPOINT_WITHOUT_SESSION(
            "the session's numbers are left out of the checkpoint",
            Mutation.says("aether.ilink3.ILink3Session", "state(StateFields)", 0));

    private final String fault;
    private final Mutation mutation;

    Mutant(final String fault, final Mutation mutation) {
        this.fault = fault;
        this.mutation = mutation;
    }

    /** In words. */
    public String fault() {
        return fault;
    }

    Mutation mutation() {
        return mutation;
    }
}
