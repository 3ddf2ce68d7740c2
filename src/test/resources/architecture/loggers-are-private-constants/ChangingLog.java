package io.conversationcleanup.dispatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ChangingLog {
    private static Logger log = LoggerFactory.getLogger(ChangingLog.class); // reported as a whole
}
