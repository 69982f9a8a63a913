import java.io.FileReader;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.agreement.SM2KeyExchange;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.SM2KeyExchangePrivateParameters;
import org.bouncycastle.crypto.params.SM2KeyExchangePublicParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.encoders.Hex;

/** The jobs with bare keys, and those of the national algorithms. */
final class KeyJobs {
    private static final String BC = XinyinPeer.BC;

    static String run(String job, String[] a) throws Exception {
        switch (job) {
            case "key-make":
                return makeKey(a[0], a[1], a[2]);
            case "key-encrypt":
                return encryptKey(a[0], a[1], a[2]);
            case "key-decrypt":
                return decryptKey(a[0], a[1], a[2]);
            case "sign":
                return sign(a[0], a[1], a[2], a[3]);
            case "verify":
                return verify(a[0], a[1], a[2]);
            case "request-make":
                return makeRequest(a[0], a[1], a[2]);
            case "request-verify":
                return verifyRequest(a[0]);
            case "digest":
                return digest(a[0], a[1], a[2]);
            case "cipher":
                return cipher(a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
            case "sm2-encrypt":
                return sm2(true, a[0], a[1], a[2], a[3]);
            case "sm2-decrypt":
                return sm2(false, a[0], a[1], a[2], a[3]);
            case "sm2-exchange":
                return exchange(a);
            default:
                throw new IllegalArgumentException("no such job: " + job);
        }
    }

    private static SubjectPublicKeyInfo readPublic(String path) throws Exception {
        try (PEMParser parser = new PEMParser(new FileReader(path))) {
            return (SubjectPublicKeyInfo) parser.readObject();
        }
    }

    private static PublicKey toJca(SubjectPublicKeyInfo info) throws Exception {
        return new JcaPEMKeyConverter().setProvider(BC).getPublicKey(info);
    }

    private static String makeKey(String kind, String keyPath, String publicPath) throws Exception {
        KeyPair pair = XinyinPeer.createKeyPair(kind);
        XinyinPeer.writePem(keyPath, new JcaPKCS8Generator(pair.getPrivate(), null));
        XinyinPeer.writePem(publicPath, SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        return "made: " + kind;
    }

    private static String encryptKey(String keyPath, String out, String password) throws Exception {
        JceOpenSSLPKCS8EncryptorBuilder builder = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC);
        builder.setProvider(BC).setPRF(PKCS8Generator.PRF_HMACSHA256).setIterationCount(10_000).setPassword(password.toCharArray());
        XinyinPeer.writePem(out, new JcaPKCS8Generator(XinyinPeer.readKey(keyPath), builder.build()));
        return "encrypted";
    }

    private static String decryptKey(String path, String out, String password) throws Exception {
        try (PEMParser parser = new PEMParser(new FileReader(path))) {
            PKCS8EncryptedPrivateKeyInfo encrypted = (PKCS8EncryptedPrivateKeyInfo) parser.readObject();
            PrivateKeyInfo info = encrypted.decryptPrivateKeyInfo(
                new JceOpenSSLPKCS8DecryptorProviderBuilder().setProvider(BC).build(password.toCharArray()));
            PrivateKey key = new JcaPEMKeyConverter().setProvider(BC).getPrivateKey(info);
            XinyinPeer.writePem(out, new JcaPKCS8Generator(key, null));
        }
        return "decrypted";
    }

    private static String sign(String keyPath, String publicPath, String message, String out) throws Exception {
        Signature signature = Signature.getInstance(XinyinPeer.algorithmOf(readPublic(publicPath)), BC);
        signature.initSign(XinyinPeer.readKey(keyPath));
        signature.update(XinyinPeer.read(message));
        XinyinPeer.write(out, signature.sign());
        return "signed";
    }

    private static String verify(String publicPath, String message, String signed) throws Exception {
        SubjectPublicKeyInfo info = readPublic(publicPath);
        Signature signature = Signature.getInstance(XinyinPeer.algorithmOf(info), BC);
        signature.initVerify(toJca(info));
        signature.update(XinyinPeer.read(message));
        XinyinPeer.require(signature.verify(XinyinPeer.read(signed)), "wrong signature");
        return "valid";
    }

    private static String makeRequest(String keyPath, String publicPath, String out) throws Exception {
        SubjectPublicKeyInfo info = readPublic(publicPath);
        JcaContentSignerBuilder signer = new JcaContentSignerBuilder(XinyinPeer.algorithmOf(info)).setProvider(BC);
        PKCS10CertificationRequestBuilder builder = new PKCS10CertificationRequestBuilder(new X500Name("C=CN,CN=request"), info);
        XinyinPeer.write(out, builder.build(signer.build(XinyinPeer.readKey(keyPath))).getEncoded());
        return "requested";
    }

    private static String verifyRequest(String path) throws Exception {
        PKCS10CertificationRequest request = new PKCS10CertificationRequest(XinyinPeer.read(path));
        XinyinPeer.require(request.isSignatureValid(new JcaContentVerifierProviderBuilder().setProvider(BC)
            .build(request.getSubjectPublicKeyInfo())), "wrong signature");
        return "valid: " + request.getSubject();
    }

    private static String digest(String algorithm, String path, String out) throws Exception {
        XinyinPeer.write(out, MessageDigest.getInstance(algorithm, BC).digest(XinyinPeer.read(path)));
        return "hashed";
    }

    /** @param mode ECB, CBC, CTR, GCM or CCM; iv and associated data in hexadecimal, empty where there are none */
    private static String cipher(String mode, String way, String key, String iv, String associated, String path, String out) throws Exception {
        boolean isPadded = mode.equals("ECB") || mode.equals("CBC");
        Cipher cipher = Cipher.getInstance("SM4/" + mode + (isPadded ? "/PKCS5Padding" : "/NoPadding"), BC);
        SecretKeySpec secret = new SecretKeySpec(Hex.decode(key), "SM4");
        int direction = way.equals("encrypt") ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
        boolean isAuthenticated = mode.equals("GCM") || mode.equals("CCM");
        if (mode.equals("ECB")) cipher.init(direction, secret);
        else if (isAuthenticated) cipher.init(direction, secret, new GCMParameterSpec(128, Hex.decode(iv)));
        else cipher.init(direction, secret, new IvParameterSpec(Hex.decode(iv)));
        if (isAuthenticated) cipher.updateAAD(Hex.decode(associated));
        XinyinPeer.write(out, cipher.doFinal(XinyinPeer.read(path)));
        return way + "ed";
    }

    private static ECPrivateKeyParameters privateOf(String path) throws Exception {
        return (ECPrivateKeyParameters) PrivateKeyFactory.createKey(XinyinPeer.readKey(path).getEncoded());
    }

    private static ECPublicKeyParameters publicOf(String path) throws Exception {
        return (ECPublicKeyParameters) PublicKeyFactory.createKey(readPublic(path));
    }

    /** @param order C1C3C2 or C1C2C3 */
    private static String sm2(boolean isEncryption, String key, String path, String out, String order) throws Exception {
        SM2Engine engine = new SM2Engine(SM2Engine.Mode.valueOf(order));
        if (isEncryption) engine.init(true, new ParametersWithRandom(publicOf(key), new SecureRandom()));
        else engine.init(false, privateOf(key));
        byte[] input = XinyinPeer.read(path);
        XinyinPeer.write(out, engine.processBlock(input, 0, input.length));
        return isEncryption ? "encrypted" : "decrypted";
    }

    /** GB/T 32918.3: role, own key, ephemeral key, public key and ephemeral of the peer, own id, that of the peer, octets, confirmation of the peer. */
    private static String exchange(String[] a) throws Exception {
        boolean isInitiator = a[0].equals("initiator");
        SM2KeyExchange exchange = new SM2KeyExchange();
        exchange.init(new ParametersWithID(new SM2KeyExchangePrivateParameters(isInitiator, privateOf(a[1]), privateOf(a[2])),
            a[5].getBytes(StandardCharsets.UTF_8)));
        ParametersWithID peer = new ParametersWithID(new SM2KeyExchangePublicParameters(publicOf(a[3]), publicOf(a[4])),
            a[6].getBytes(StandardCharsets.UTF_8));
        byte[] confirmation = isInitiator ? Hex.decode(a[8]) : null;
        byte[][] agreed = exchange.calculateKeyWithConfirmation(8 * Integer.parseInt(a[7]), confirmation, peer);
        // The responder gets its own confirmation and the one to expect; the initiator checked that of the peer.
        if (!isInitiator && !a[8].isEmpty()) XinyinPeer.require(MessageDigest.isEqual(agreed[2], Hex.decode(a[8])), "wrong confirmation");
        return "agreed: " + Hex.toHexString(agreed[0]) + " " + Hex.toHexString(agreed[1]);
    }
}
