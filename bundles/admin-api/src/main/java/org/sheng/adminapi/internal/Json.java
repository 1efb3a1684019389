package org.sheng.adminapi.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Text;

/** JSON (RFC 8259) from and to trees. */
final class Json {
    private static final int MOST_DEPTH = 50;
    private static final int MOST_NUMBER = 40;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(MOST_DEPTH).maxNumberLength(MOST_NUMBER).build()).build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() { }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(InputStream in) throws IOException, Refusal {
        try {
            Map<String, Object> object = MAPPER.readValue(in, Map.class);
            if (object != null) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new Refusal(Kind.INVALID, Text.of(Json.class, "json", e.getOriginalMessage()));
        }
        throw new Refusal(Kind.INVALID, Text.of(Json.class, "json", "null"));
    }

    static byte[] bytes(Object tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that is none", e);
        }
    }
}
