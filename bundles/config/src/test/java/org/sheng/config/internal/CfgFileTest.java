package org.sheng.config.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CfgFileTest {
    private static final String FILE = """
            # a comment
              ! another \\
            first = 1

            second:two words \\
                   on two lines
            third   3
            four\\=4 = a\\tb\\u00e9\\\\
            empty
            last = x""";

    @Test
    void readsWhatJavaPropertiesRead() throws IOException {
        Properties expected = new Properties();
        expected.load(new StringReader(FILE));
        Properties read = new Properties();
        CfgFile.parse(FILE).forEach(entry -> read.put(entry.key(), entry.value()));
        assertEquals(expected, read);
    }

    @Test
    void namesTheLineWhereAnEntryBegins() {
        assertEquals(List.of(3, 5, 7, 8, 9, 10), CfgFile.parse(FILE).stream().map(CfgFile.Entry::line).toList());
        assertEquals(List.of(2), CfgFile.parse("\r\na=b\r\n").stream().map(CfgFile.Entry::line).toList());
    }

    @Test
    void refusesABrokenEscapeWithItsLine() {
        assertEquals("line 2: \\u must be followed by four hexadecimal digits",
                assertThrows(IllegalArgumentException.class, () -> CfgFile.parse("a=1\nb=\\u12")).getMessage());
    }
}
