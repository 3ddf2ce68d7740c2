package io.conversationcleanup.ledger.jdbc;

class Tables {
    boolean isProblem(Exception e) {
        return e instanceof java.sql.SQLException;
    }
}
