package org.sheng.shell.internal.login;

import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.karaf.jaas.boot.ProxyLoginModule;
import org.apache.karaf.jaas.config.JaasRealm;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Callers;

/** The realm {@code karaf} that SSH asks, in place of the one that reads users from a file. */
@Component(service = JaasRealm.class)
public final class AdministratorRealm implements JaasRealm {

    private static final int BEFORE_THE_FILE = 1;

    private final AppConfigurationEntry[] entries;

    @Activate
    public AdministratorRealm(BundleContext context, @Reference Callers callers) {
        Map<String, Object> options = Map.of(
                ProxyLoginModule.PROPERTY_MODULE, AdministratorLogin.class.getName(),
                ProxyLoginModule.PROPERTY_BUNDLE, Long.toString(context.getBundle().getBundleId()),
                BundleContext.class.getName(), context,
                Callers.class.getName(), callers);
        entries = new AppConfigurationEntry[] {
            new AppConfigurationEntry(ProxyLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED, options)};
    }

    @Override
    public String getName() {
        return "karaf";
    }

    @Override
    public int getRank() {
        return BEFORE_THE_FILE;
    }

    @Override
    public AppConfigurationEntry[] getEntries() {
        return entries.clone();
    }
}
