package io.conversationcleanup.provider.tencent;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.http.HttpClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;

class Caller {
    Object apache() {
        return HttpAsyncClients.createDefault(); // reported
    }

    Object jdk() {
        return HttpClient.newHttpClient(); // reported
    }

    Object old(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        return connection.getInputStream(); // reported
    }
}
