package io.conversationcleanup.dispatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class InstanceLog {
    private final Logger log = LoggerFactory.getLogger(InstanceLog.class); // reported as a whole
}
