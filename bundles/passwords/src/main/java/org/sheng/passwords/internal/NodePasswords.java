package org.sheng.passwords.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.auth.Passwords;
import org.sheng.config.Node;
import org.sheng.config.Settings;
import org.sheng.directory.Directory.Credentials;

/** The node's {@link Passwords}. Why each kind of proof exists: {@code docs/decisions/0002-passwords.md}. */
@Component(service = Passwords.class)
public final class NodePasswords implements Passwords {
    private static final String PID = "org.sheng.passwords";
    private static final Pattern SCHEME = Pattern.compile("\\{([A-Za-z0-9.-]{1,32})\\}(.*)");
    private static final Pattern CRYPT_FORM = Pattern.compile("\\$[a-z0-9-]{1,20}\\$.*");
    private static final int SALT_OCTETS = 16;

    private final SecureRandom random = new SecureRandom();
    private final Seal seal;
    private final Supplier<PasswordSettings> settings;
    private final Runnable onClose;

    @Activate
    public NodePasswords(@Reference Node node, @Reference Settings settings) throws IOException {
        this(Seal.open(keyFile(node.dataFolder())), settings.watch(PID, PasswordSettings.class, values -> { }));
    }

    private NodePasswords(Seal seal, Settings.Watch<PasswordSettings> watch) {
        this(seal, watch::values, watch::close);
    }

    private NodePasswords(Seal seal, Supplier<PasswordSettings> settings, Runnable onClose) {
        this.seal = seal;
        this.settings = settings;
        this.onClose = onClose;
    }

    /** Without a container: the key is kept under the folder. */
    public static NodePasswords open(Path dataFolder, PasswordSettings settings) throws IOException {
        return new NodePasswords(Seal.open(keyFile(dataFolder)), () -> settings, () -> { });
    }

    private static Path keyFile(Path dataFolder) {
        return dataFolder.resolve("passwords").resolve("seal.key");
    }

    @Deactivate
    public void close() {
        onClose.run();
    }

    @Override
    public Credentials make(UUID user, char[] password) {
        byte[] prepared = prepared(password);
        try {
            return new Credentials(user, argon2(prepared), scram(user, prepared));
        } finally {
            Arrays.fill(prepared, (byte) 0);
        }
    }

    @Override
    public Credentials makeQuickly(UUID user, char[] password) {
        byte[] prepared = prepared(password);
        try {
            return new Credentials(user, "", scram(user, prepared));
        } finally {
            Arrays.fill(prepared, (byte) 0);
        }
    }

    @Override
    public String hash(char[] password) {
        byte[] prepared = prepared(password);
        try {
            return argon2(prepared);
        } finally {
            Arrays.fill(prepared, (byte) 0);
        }
    }

    @Override
    public Optional<String> recognise(String text) {
        String bare = text;
        Matcher scheme = SCHEME.matcher(text);
        if (scheme.matches()) {
            bare = switch (scheme.group(1).toUpperCase(Locale.ROOT)) {
                case "ARGON2ID", "ARGON2I", "BLF-CRYPT", "SHA512-CRYPT", "CRYPT" -> scheme.group(2);
                case "PBKDF2" -> "{PBKDF2}" + scheme.group(2);
                default -> throw new IllegalArgumentException("the scheme {" + scheme.group(1) + "} is not taken: only ARGON2ID, ARGON2I,"
                        + " BLF-CRYPT, SHA512-CRYPT, CRYPT and PBKDF2 are. Import the user with a clear-text password instead");
            };
        }
        if (bare.startsWith("$argon2")) {
            return Optional.of(Argon2Hash.parse(bare).phc());
        }
        if (ForeignHash.parse(bare).isPresent()) {
            return Optional.of(bare);
        }
        if (scheme.matches() || CRYPT_FORM.matcher(bare).matches()) {
            throw new IllegalArgumentException("a hash of a kind that is not taken: only Argon2id, Argon2i, bcrypt, SHA-512-crypt and PBKDF2 are");
        }
        return Optional.empty();
    }

    @Override
    public Match match(Credentials stored, char[] password) {
        byte[] prepared = prepared(password);
        byte[] plain = Utf8.of(password);
        try {
            return match(stored, prepared, plain);
        } finally {
            Arrays.fill(prepared, (byte) 0);
            Arrays.fill(plain, (byte) 0);
        }
    }

    private Match match(Credentials stored, byte[] prepared, byte[] plain) {
        if (stored.hash().startsWith("$argon2")) {
            Argon2Hash hash = Argon2Hash.parse(stored.hash());
            // hashes from elsewhere were made of the octets as typed
            byte[] right = hash.matches(prepared) ? prepared : !Arrays.equals(prepared, plain) && hash.matches(plain) ? plain : null;
            if (right == null) {
                return new Match.Wrong();
            }
            boolean good = right == prepared && !hash.weakerThan(settings.get()) && seal.open(stored.user(), stored.scram()).isPresent();
            return new Match.Right(good ? Optional.empty() : Optional.of(remade(stored, prepared, hash)));
        }
        boolean right = stored.hash().isEmpty()
                ? seal.open(stored.user(), stored.scram()).filter(keys -> matches(keys, prepared)).isPresent()
                : ForeignHash.parse(stored.hash()).filter(hash -> hash.matches(plain)).isPresent();
        String argon2 = argon2(prepared); // computed when it is wrong, too: see match
        return right ? new Match.Right(Optional.of(new Credentials(stored.user(), argon2, scram(stored.user(), prepared)))) : new Match.Wrong();
    }

    private Credentials remade(Credentials stored, byte[] prepared, Argon2Hash hash) {
        String argon2 = hash.weakerThan(settings.get()) || !hash.matches(prepared) ? argon2(prepared) : stored.hash();
        return new Credentials(stored.user(), argon2, scram(stored.user(), prepared));
    }

    @Override
    public void matchNobody(char[] password) {
        hash(password);
    }

    @Override
    public Optional<ScramKeys> scram(Credentials stored) {
        return seal.open(stored.user(), stored.scram());
    }

    @Override
    public ScramKeys scramOfNobody(String login) {
        byte[] salt = Arrays.copyOf(seal.derive("scram salt of nobody", login), SALT_OCTETS);
        return new ScramKeys(salt, settings.get().scramIterations(), seal.derive("scram key of nobody", login),
                seal.derive("scram server key of nobody", login));
    }

    @Override
    public Optional<byte[]> scramSignature(ScramKeys keys, byte[] authMessage, byte[] clientProof) {
        return Scram.signature(keys, authMessage, clientProof);
    }

    @Override
    public String seal(String purpose, byte[] secret) {
        return seal.close(purpose, secret);
    }

    @Override
    public Optional<byte[]> unseal(String purpose, String sealed) {
        return seal.open(purpose, sealed);
    }

    private static boolean matches(ScramKeys keys, byte[] prepared) {
        return MessageDigest.isEqual(keys.storedKey(), Scram.keys(prepared, keys.salt(), keys.iterations()).storedKey());
    }

    private String argon2(byte[] prepared) {
        return Argon2Hash.of(prepared, salt(), settings.get()).phc();
    }

    private String scram(UUID user, byte[] prepared) {
        return seal.close(user, Scram.keys(prepared, salt(), settings.get().scramIterations()));
    }

    private static byte[] prepared(char[] password) {
        char[] text = SaslPrep.prepare(password);
        byte[] octets = Utf8.of(text);
        Arrays.fill(text, '\0');
        return octets;
    }

    private byte[] salt() {
        byte[] salt = new byte[SALT_OCTETS];
        random.nextBytes(salt);
        return salt;
    }
}
