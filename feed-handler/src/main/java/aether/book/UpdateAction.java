package aether.book;

/** MDUpdateAction (tag 279) of book entries. */
final class UpdateAction {
    static final int NEW = 0;
    static final int CHANGE = 1;
    static final int DELETE = 2;
    static final int DELETE_THRU = 3;
    static final int DELETE_FROM = 4;
    static final int OVERLAY = 5;

    private UpdateAction() {}
}
