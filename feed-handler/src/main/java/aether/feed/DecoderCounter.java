package aether.feed;

/** What a decoder met. */
public enum DecoderCounter {
    /** Messages of any kind. */
    MESSAGES,
    /** Messages whose template the schema does not have; skipped by their size. */
    UNKNOWN_TEMPLATES,
    /** Messages of another schema; skipped by their size. */
    UNKNOWN_SCHEMAS,
    /** Messages of a template that is known but belongs to recovery feeds or services; skipped here. */
    OTHER_TEMPLATES,
    /** Snapshot messages, by price or by order. */
    SNAPSHOTS,
    /** Heartbeats. */
    HEARTBEATS,
    /** Groups whose entries are shorter than the oldest known form; the missing fields were taken as null. */
    SHORT_ENTRIES,
    /** Order entries that refer to no price entry of their message. */
    BAD_ORDER_REFERENCES,
    /** Numbers on the wire that a scaled long does not hold exactly. */
    INEXACT_NUMBERS
}
