package aether.bench.simulation;

/**
 * How machines find each other.
 *
 * @param modules by machine; null where there is none now
 * @param peers by machine
 */
record Others(ConsensusModel[] modules, SimulatedPeers[] peers) {
    Others(final int machines) {
        this(new ConsensusModel[machines], new SimulatedPeers[machines]);
    }
}
