package io.conversationcleanup.provider.tencent;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.http.HttpClient;

class Caller {
    Object jdk() {
        return HttpClient.newHttpClient(); // reported
    }

    Object old(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        return connection.getInputStream(); // reported
    }
}
