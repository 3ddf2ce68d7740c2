package io.conversationcleanup.dispatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class GoodLog {
    private static final Logger log = LoggerFactory.getLogger(GoodLog.class);
}
