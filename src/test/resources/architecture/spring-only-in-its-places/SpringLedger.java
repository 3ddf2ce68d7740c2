package io.conversationcleanup.ledger;

import org.springframework.stereotype.Component;

@Component // reported as a whole
class SpringLedger {}
