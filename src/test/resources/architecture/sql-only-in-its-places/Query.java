package io.conversationcleanup.ledger;

import javax.sql.DataSource;

class Query {
    boolean isSource(Object source) {
        return source instanceof DataSource; // reported
    }

    boolean isProblem(Exception e) {
        return e instanceof java.sql.SQLException; // reported
    }
}
