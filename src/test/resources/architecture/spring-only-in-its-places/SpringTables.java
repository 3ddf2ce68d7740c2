package io.conversationcleanup.ledger.jdbc;

import org.springframework.stereotype.Component;

@Component
class SpringTables {}
