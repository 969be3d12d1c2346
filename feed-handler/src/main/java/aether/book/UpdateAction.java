package aether.book;

/** MDUpdateAction (tag 279) of book entries. */
public final class UpdateAction {
    public static final int NEW = 0;
    public static final int CHANGE = 1;
    public static final int DELETE = 2;
    public static final int DELETE_THRU = 3;
    public static final int DELETE_FROM = 4;
    public static final int OVERLAY = 5;

    private UpdateAction() {}
}
