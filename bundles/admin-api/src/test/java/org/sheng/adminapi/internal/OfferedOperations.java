package org.sheng.adminapi.internal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Operations.Entry;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The operations of all bundles on the class path, as Declarative Services would find them. */
final class OfferedOperations {
    private OfferedOperations() { }

    /** In order of name; without an instance, as the document needs none. */
    static List<Entry> all() throws Exception {
        ClassLoader loader = OfferedOperations.class.getClassLoader();
        List<Entry> entries = new ArrayList<>();
        for (URL manifest : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
            for (String component : components(manifest)) {
                entries.addAll(operations(new URL(manifest, "../" + component)));
            }
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    private static List<String> components(URL manifest) throws IOException {
        try (InputStream in = manifest.openStream()) {
            String header = new Manifest(in).getMainAttributes().getValue("Service-Component");
            return header == null ? List.of() : List.of(header.split(","));
        }
    }

    private static List<Entry> operations(URL component) throws Exception {
        try (InputStream in = component.openStream()) {
            Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
            NodeList provided = xml.getElementsByTagName("provide");
            for (int i = 0; i < provided.getLength(); i++) {
                if (((Element) provided.item(i)).getAttribute("interface").equals(Operation.class.getName())) {
                    return List.of(entry(((Element) xml.getElementsByTagName("implementation").item(0)).getAttribute("class")));
                }
            }
            return List.of();
        }
    }

    private static Entry entry(String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(name);
        Type[] types = Stream.of(type.getGenericInterfaces()).map(ParameterizedType.class::cast)
                .filter(each -> each.getRawType() == Operation.class).findFirst().orElseThrow().getActualTypeArguments();
        return new Entry(type.getAnnotation(Offered.class), null, ((Class<?>) types[0]).asSubclass(Record.class), types[1]);
    }
}
