import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.KeyTransRecipient;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.RecipientInformationStore;
import org.bouncycastle.cms.RecipientOperator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.jcajce.io.CipherInputStream;
import org.bouncycastle.jcajce.io.CipherOutputStream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.GenericKey;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.operator.jcajce.JceGenericKey;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.BigIntegers;
import org.bouncycastle.util.CollectionStore;
import org.bouncycastle.util.Store;

/**
 * BouncyCastle as a server of jobs: files in, files out. Answers 0 and one line where it succeeds or accepts, 1 and one
 * line where it refuses. Keys and certificates are PEM, messages are DER; the key says which algorithm is meant.
 */
public final class XinyinPeer {
    static final String BC = "BC";
    private static final long HOUR = 3_600_000L;

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        if (!arguments[0].equals("serve")) {
            System.out.println(run(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length)));
            return;
        }
        // A line is a job and its arguments, with tabs between them; the answer is 0 or 1, a tab, and one line of words.
        BufferedReader jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            String[] parts = line.split("\t", -1);
            try {
                answers.println("0\t" + run(parts[0], Arrays.copyOfRange(parts, 1, parts.length)));
            } catch (Exception cause) {
                StringBuilder reasons = new StringBuilder("refused");
                for (Throwable one = cause; one != null; one = one.getCause())
                    reasons.append(": ").append(one.getClass().getSimpleName()).append(' ').append(String.valueOf(one.getMessage()).split("\n")[0]);
                answers.println("1\t" + reasons);
            }
        }
    }

    private static String run(String job, String[] a) throws Exception {
        switch (job) {
            case "version":
                return "BouncyCastle " + Security.getProvider(BC).getVersionStr();
            case "make":
                return make(a[0], a[1], a[2], a.length > 3 ? a[3] : "", null, null);
            case "issue":
                return make(a[0], a[1], a[2], "signer", a[3], a[4]);
            case "certificate-verify":
                return verifyCertificates(a);
            case "cms-sign":
                return signMessage(a[0], a[1], a[2], a[3], a[4].equals("attached"));
            case "cms-verify":
                return verifyMessage(a[0], a[1], a.length > 2 ? a[2] : null);
            case "cms-encrypt":
                return encrypt(a[0], a[1], a[2], a[3]);
            case "cms-decrypt":
                return decrypt(a[0], a[1], a[2]);
            case "tsp-request":
                return requestTimeStamp(a[0], a[1], a[2]);
            case "tsp-reply":
                return replyTimeStamp(a[0], a[1], a[2], a[3]);
            case "tsp-verify":
                return verifyTimeStamp(a[0], a[1], a[2]);
            case "tsp-token-verify":
                return verifyToken(new TimeStampToken(new CMSSignedData(read(a[0]))), read(a[1]), a[2]);
            case "crl-make":
                return makeList(a[0], a[1], a[2], Arrays.copyOfRange(a, 3, a.length));
            case "crl-verify":
                return verifyList(a[0], a[1], a.length > 2 ? a[2] : null);
            case "ocsp-request":
                return requestStatus(a[0], a[1], a[2]);
            case "ocsp-make":
                return makeStatus(a[0], a[1], a[2], a[3], a[4]);
            case "ocsp-verify":
                return verifyStatus(a[0], a[1], a[2], a[3]);
            case "p12-write":
                return writeStore(a[0], a[1], a[2], a[3], a.length > 4 ? a[4] : "PKCS12");
            case "p12-read":
                return readStore(a[0], a[1], a[2], a[3]);
            default:
                return KeyJobs.run(job, a);
        }
    }

    // Files

    static byte[] read(String path) throws Exception {
        return Files.readAllBytes(Path.of(path));
    }

    static void write(String path, byte[] bytes) throws Exception {
        Files.write(Path.of(path), bytes);
    }

    static void writePem(String path, Object object) throws Exception {
        try (JcaPEMWriter writer = new JcaPEMWriter(new FileWriter(path))) {
            writer.writeObject(object);
        }
    }

    static PrivateKey readKey(String path) throws Exception {
        try (PEMParser parser = new PEMParser(new FileReader(path))) {
            Object found = parser.readObject();
            PrivateKeyInfo info = found instanceof PEMKeyPair ? ((PEMKeyPair) found).getPrivateKeyInfo() : (PrivateKeyInfo) found;
            return new JcaPEMKeyConverter().setProvider(BC).getPrivateKey(info);
        }
    }

    private static List<X509CertificateHolder> readCertificates(String path) throws Exception {
        List<X509CertificateHolder> found = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new FileReader(path))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject())
                found.add((X509CertificateHolder) next);
        }
        return found;
    }

    static X509CertificateHolder readCertificate(String path) throws Exception {
        return readCertificates(path).get(0);
    }

    private static X509Certificate toJca(X509CertificateHolder holder) throws Exception {
        return new JcaX509CertificateConverter().setProvider(BC).getCertificate(holder);
    }

    // Algorithms

    private static final ASN1ObjectIdentifier SM2_CURVE = GMObjectIdentifiers.sm2p256v1;

    private static boolean isSm2(SubjectPublicKeyInfo key) {
        return SM2_CURVE.equals(key.getAlgorithm().getParameters());
    }

    private static boolean isRsa(SubjectPublicKeyInfo key) {
        return PKCSObjectIdentifiers.rsaEncryption.equals(key.getAlgorithm().getAlgorithm());
    }

    static String algorithmOf(SubjectPublicKeyInfo key) {
        if (isSm2(key)) return "SM3withSM2";
        if (EdECObjectIdentifiers.id_Ed25519.equals(key.getAlgorithm().getAlgorithm())) return "Ed25519";
        return isRsa(key) ? "SHA256withRSA" : "SHA256withECDSA";
    }

    static ContentSigner signer(PrivateKey key, X509CertificateHolder certificate) throws Exception {
        String algorithm = algorithmOf(certificate.getSubjectPublicKeyInfo());
        return new JcaContentSignerBuilder(algorithm).setProvider(BC).build(key);
    }

    static ContentVerifierProvider verifier(X509CertificateHolder certificate) throws Exception {
        return new JcaContentVerifierProviderBuilder().setProvider(BC).build(certificate);
    }

    private static DigestCalculatorProvider digests() throws Exception {
        return new JcaDigestCalculatorProviderBuilder().setProvider(BC).build();
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException(otherwise);
    }

    // Keys and certificates

    static KeyPair createKeyPair(String kind) throws Exception {
        boolean isCurve = !kind.equals("RSA") && !kind.startsWith("Ed");
        KeyPairGenerator generator = KeyPairGenerator.getInstance(isCurve ? "EC" : kind, BC);
        if (kind.equals("RSA")) generator.initialize(2048);
        else if (isCurve) generator.initialize(new ECGenParameterSpec(kind.equals("SM2") ? "sm2p256v1" : kind));
        return generator.generateKeyPair();
    }

    /** A key and its certificate, for whatever one purpose is given (tsa, signer, end for any, none for an authority), issued by itself or by another. */
    private static String make(String kind, String keyPath, String certificatePath, String purpose, String issuerKey, String issuerPath) throws Exception {
        KeyPair pair = createKeyPair(kind);
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        X500Name name = new X500Name("C=CN,CN=BouncyCastle " + kind + " " + purpose);
        X509CertificateHolder issuer = issuerPath == null ? null : readCertificate(issuerPath);
        Date now = new Date();
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(issuer == null ? name : issuer.getSubject(),
            new BigInteger(100, new SecureRandom()), new Date(now.getTime() - HOUR), new Date(now.getTime() + 240 * HOUR), name, info);
        builder.addExtension(Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(info));
        if (issuer != null)
            builder.addExtension(Extension.authorityKeyIdentifier, false, new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer));
        if (purpose.equals("tsa"))
            builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        else if (purpose.equals("signer"))
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
        else if (!purpose.equals("end")) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
        }
        writePem(keyPath, new JcaPKCS8Generator(pair.getPrivate(), null));
        ContentSigner signer = issuer == null
            ? new JcaContentSignerBuilder(algorithmOf(info)).setProvider(BC).build(pair.getPrivate())
            : signer(readKey(issuerKey), issuer);
        writePem(certificatePath, builder.build(signer));
        return "made: " + kind;
    }

    /** Signatures and periods, each certificate by the next, the last by itself. */
    private static String verifyCertificates(String[] paths) throws Exception {
        for (int i = 0; i < paths.length; i++) {
            X509CertificateHolder certificate = readCertificate(paths[i]);
            X509CertificateHolder issuer = readCertificate(paths[Math.min(i + 1, paths.length - 1)]);
            require(certificate.getIssuer().equals(issuer.getSubject()), "issued by another: " + certificate.getSubject());
            require(certificate.isValidOn(new Date()), "not valid now: " + certificate.getSubject());
            require(certificate.isSignatureValid(verifier(issuer)), "wrong signature: " + certificate.getSubject());
        }
        return "valid: " + paths.length + " certificates";
    }

    // CMS

    private static String signMessage(String key, String certificates, String content, String out, boolean attached) throws Exception {
        X509CertificateHolder certificate = readCertificate(certificates);
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(digests()).build(signer(readKey(key), certificate), certificate));
        generator.addCertificates(new CollectionStore<>(readCertificates(certificates)));
        write(out, generator.generate(new CMSProcessableByteArray(read(content)), attached).getEncoded("DER"));
        return "signed";
    }

    /** Every signer's signature by the certificate that comes along, which has to be one of the trusted or issued by one. */
    private static String verifyMessage(String path, String trusted, String content) throws Exception {
        CMSSignedData message = content == null ? new CMSSignedData(read(path))
            : new CMSSignedData(new CMSProcessableByteArray(read(content)), read(path));
        Collection<SignerInformation> signers = message.getSignerInfos().getSigners();
        require(!signers.isEmpty(), "nobody signed");
        Store<X509CertificateHolder> store = message.getCertificates();
        for (SignerInformation signer : signers) {
            @SuppressWarnings("unchecked")
            Collection<X509CertificateHolder> matches = store.getMatches(signer.getSID());
            require(!matches.isEmpty(), "no certificate of the signer");
            X509CertificateHolder certificate = matches.iterator().next();
            requireTrusted(certificate, trusted);
            require(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider(BC).build(certificate)), "wrong signature");
        }
        return "valid: " + signers.size() + " signers";
    }

    private static void requireTrusted(X509CertificateHolder certificate, String trusted) throws Exception {
        for (X509CertificateHolder anchor : readCertificates(trusted)) {
            if (anchor.equals(certificate)) return;
            if (anchor.getSubject().equals(certificate.getIssuer()) && certificate.isSignatureValid(verifier(anchor))) return;
        }
        throw new IllegalStateException("not trusted: " + certificate.getSubject());
    }

    private static final ASN1ObjectIdentifier SM4_CBC = GMObjectIdentifiers.sms4_cbc;

    private static ASN1ObjectIdentifier cipherOf(String name) {
        switch (name) {
            case "AES-128-CBC": return CMSAlgorithm.AES128_CBC;
            case "AES-256-CBC": return CMSAlgorithm.AES256_CBC;
            case "AES-128-GCM": return CMSAlgorithm.AES128_GCM;
            case "AES-256-GCM": return CMSAlgorithm.AES256_GCM;
            default: throw new IllegalArgumentException("no such cipher: " + name);
        }
    }

    private static String encrypt(String certificatePath, String content, String out, String cipher) throws Exception {
        X509CertificateHolder certificate = readCertificate(certificatePath);
        CMSProcessableByteArray data = new CMSProcessableByteArray(read(content));
        OutputEncryptor encryptor = cipher.equals("SM4-CBC") ? sm4Encryptor()
            : new JceCMSContentEncryptorBuilder(cipherOf(cipher)).setProvider(BC).build();
        RecipientInfoGenerator recipient = recipientOf(certificate);
        if (encryptor instanceof OutputAEADEncryptor) {
            CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(recipient);
            write(out, generator.generate(data, (OutputAEADEncryptor) encryptor).getEncoded());
        } else {
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(recipient);
            write(out, generator.generate(data, encryptor).getEncoded());
        }
        return "encrypted";
    }

    /** The library makes no key for the cipher by its object identifier. */
    private static OutputEncryptor sm4Encryptor() throws Exception {
        SecretKey key = new SecretKeySpec(randomBytes(16), "SM4");
        byte[] iv = randomBytes(16);
        Cipher cipher = Cipher.getInstance("SM4/CBC/PKCS5Padding", BC);
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(SM4_CBC, new DEROctetString(iv));
        return new OutputEncryptor() {
            public AlgorithmIdentifier getAlgorithmIdentifier() { return algorithm; }
            public OutputStream getOutputStream(OutputStream out) { return new CipherOutputStream(out, cipher); }
            public GenericKey getKey() { return new JceGenericKey(algorithm, key); }
        };
    }

    private static RecipientInfoGenerator recipientOf(X509CertificateHolder certificate) throws Exception {
        SubjectPublicKeyInfo key = certificate.getSubjectPublicKeyInfo();
        if (isSm2(key)) return contentKey -> sm2Recipient(certificate, contentKey);
        X509Certificate jca = toJca(certificate);
        if (isRsa(key)) {
            AlgorithmIdentifier oaep = new org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter().getAlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSAES_OAEP, new javax.crypto.spec.OAEPParameterSpec("SHA-256", "MGF1",
                    java.security.spec.MGF1ParameterSpec.SHA256, javax.crypto.spec.PSource.PSpecified.DEFAULT));
            return new JceKeyTransRecipientInfoGenerator(jca, oaep).setProvider(BC);
        }
        // An ephemeral key on the curve of the recipient.
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BC);
        generator.initialize(((java.security.interfaces.ECPublicKey) jca.getPublicKey()).getParams());
        KeyPair pair = generator.generateKeyPair();
        return new JceKeyAgreeRecipientInfoGenerator(CMSAlgorithm.ECDH_SHA256KDF, pair.getPrivate(), pair.getPublic(), CMSAlgorithm.AES256_WRAP)
            .addRecipient(jca).setProvider(BC);
    }

    /** The library has no recipient of GB/T 35275; its SM2 engine and its structures make one. */
    private static RecipientInfo sm2Recipient(X509CertificateHolder certificate, GenericKey contentKey) throws CMSException {
        try {
            SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
            AsymmetricKeyParameter key = PublicKeyFactory.createKey(certificate.getSubjectPublicKeyInfo());
            engine.init(true, new ParametersWithRandom(key, new SecureRandom()));
            Object raw = contentKey.getRepresentation();
            byte[] plain = raw instanceof byte[] ? (byte[]) raw : ((Key) raw).getEncoded();
            byte[] joined = engine.processBlock(plain, 0, plain.length);
            ASN1EncodableVector cipher = new ASN1EncodableVector();
            cipher.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(joined, 1, 33))));
            cipher.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(joined, 33, 65))));
            cipher.add(new DEROctetString(Arrays.copyOfRange(joined, 65, 97)));
            cipher.add(new DEROctetString(Arrays.copyOfRange(joined, 97, joined.length)));
            IssuerAndSerialNumber name = new IssuerAndSerialNumber(certificate.toASN1Structure());
            return new RecipientInfo(new KeyTransRecipientInfo(new RecipientIdentifier(name),
                new AlgorithmIdentifier(GMObjectIdentifiers.sm2encrypt), new DEROctetString(new DERSequence(cipher).getEncoded())));
        } catch (Exception cause) {
            throw new CMSException("SM2", cause);
        }
    }

    private static String decrypt(String keyPath, String path, String out) throws Exception {
        PrivateKey key = readKey(keyPath);
        byte[] bytes = read(path);
        RecipientInformationStore recipients;
        try {
            recipients = new CMSEnvelopedData(bytes).getRecipientInfos();
        } catch (CMSException notThat) {
            recipients = new CMSAuthEnvelopedData(bytes).getRecipientInfos();
        }
        RecipientInformation recipient = recipients.getRecipients().iterator().next();
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        byte[] content;
        if (SM2_CURVE.equals(info.getPrivateKeyAlgorithm().getParameters()))
            content = recipient.getContent((KeyTransRecipient) (wrap, algorithm, wrapped) -> sm2Operator(info, algorithm, wrapped));
        else if (key.getAlgorithm().equals("RSA"))
            content = recipient.getContent(new JceKeyTransEnvelopedRecipient(key).setProvider(BC));
        else content = recipient.getContent(new JceKeyAgreeEnvelopedRecipient(key).setProvider(BC));
        write(out, content);
        return "decrypted";
    }

    private static RecipientOperator sm2Operator(PrivateKeyInfo key, AlgorithmIdentifier algorithm, byte[] wrapped) throws CMSException {
        try {
            ASN1Sequence parts = ASN1Sequence.getInstance(wrapped);
            byte[] masked = ASN1OctetString.getInstance(parts.getObjectAt(3)).getOctets();
            byte[] joined = new byte[97 + masked.length];
            joined[0] = 4;
            for (int i = 0; i < 2; i++) {
                byte[] coordinate = BigIntegers.asUnsignedByteArray(32, ASN1Integer.getInstance(parts.getObjectAt(i)).getPositiveValue());
                System.arraycopy(coordinate, 0, joined, 1 + 32 * i, 32);
            }
            System.arraycopy(ASN1OctetString.getInstance(parts.getObjectAt(2)).getOctets(), 0, joined, 65, 32);
            System.arraycopy(masked, 0, joined, 97, masked.length);
            SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
            engine.init(false, PrivateKeyFactory.createKey(key));
            byte[] contentKey = engine.processBlock(joined, 0, joined.length);
            boolean isSm4 = algorithm.getAlgorithm().equals(SM4_CBC);
            Cipher cipher = Cipher.getInstance(isSm4 ? "SM4/CBC/PKCS5Padding" : "AES/CBC/PKCS5Padding", BC);
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(contentKey, isSm4 ? "SM4" : "AES"),
                new IvParameterSpec(ASN1OctetString.getInstance(algorithm.getParameters()).getOctets()));
            return new RecipientOperator(new InputDecryptor() {
                public AlgorithmIdentifier getAlgorithmIdentifier() { return algorithm; }
                public InputStream getInputStream(InputStream in) { return new CipherInputStream(in, cipher); }
            });
        } catch (Exception cause) {
            throw new CMSException("SM2", cause);
        }
    }

    // Time stamps

    private static ASN1ObjectIdentifier digestOf(String name) {
        return name.equals("SM3") ? TSPAlgorithms.SM3 : TSPAlgorithms.SHA256;
    }

    private static String requestTimeStamp(String content, String out, String digest) throws Exception {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        byte[] hash = MessageDigest.getInstance(digest, BC).digest(read(content));
        write(out, generator.generate(digestOf(digest), hash, new BigInteger(64, new SecureRandom())).getEncoded());
        return "requested";
    }

    private static String replyTimeStamp(String key, String certificatePath, String requestPath, String out) throws Exception {
        X509CertificateHolder certificate = readCertificate(certificatePath);
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
            new JcaSignerInfoGeneratorBuilder(digests()).build(signer(readKey(key), certificate), certificate),
            digests().get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)), new ASN1ObjectIdentifier("1.2.3.4.1"));
        tokens.addCertificates(new CollectionStore<>(readCertificates(certificatePath)));
        TimeStampResponseGenerator responses = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED);
        TimeStampRequest request = new TimeStampRequest(read(requestPath));
        TimeStampResponse response = responses.generate(request, new BigInteger(64, new SecureRandom()), new Date());
        write(out, response.getEncoded());
        require(response.getTimeStampToken() != null, "not granted: " + response.getStatusString());
        return "stamped";
    }

    private static String verifyTimeStamp(String responsePath, String requestPath, String trusted) throws Exception {
        TimeStampResponse response = new TimeStampResponse(read(responsePath));
        response.validate(new TimeStampRequest(read(requestPath)));
        return verifyToken(response.getTimeStampToken(), null, trusted);
    }

    /** A token by itself, and what it is over where that is at hand. */
    private static String verifyToken(TimeStampToken token, byte[] content, String trusted) throws Exception {
        if (content != null) {
            MessageDigest digest = MessageDigest.getInstance(token.getTimeStampInfo().getMessageImprintAlgOID().getId(), BC);
            require(Arrays.equals(digest.digest(content), token.getTimeStampInfo().getMessageImprintDigest()), "stamped is something else");
        }
        @SuppressWarnings("unchecked")
        Collection<X509CertificateHolder> matches = token.getCertificates().getMatches(token.getSID());
        require(!matches.isEmpty(), "no certificate of the signer");
        X509CertificateHolder certificate = matches.iterator().next();
        requireTrusted(certificate, trusted);
        token.validate(new JcaSimpleSignerInfoVerifierBuilder().setProvider(BC).build(certificate));
        return "valid: " + token.getTimeStampInfo().getGenTime().toInstant();
    }

    // Revocation

    private static String makeList(String key, String issuerPath, String out, String[] serials) throws Exception {
        X509CertificateHolder issuer = readCertificate(issuerPath);
        Date now = new Date();
        X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer.getSubject(), new Date(now.getTime() - HOUR));
        builder.setNextUpdate(new Date(now.getTime() + 24 * HOUR));
        builder.addExtension(Extension.authorityKeyIdentifier, false, new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer));
        builder.addExtension(Extension.cRLNumber, false, new ASN1Integer(7));
        for (String serial : serials)
            builder.addCRLEntry(new BigInteger(serial, 16), new Date(now.getTime() - 2 * HOUR), CRLReason.keyCompromise);
        write(out, builder.build(signer(readKey(key), issuer)).getEncoded());
        return "listed: " + serials.length;
    }

    private static String verifyList(String path, String issuerPath, String serial) throws Exception {
        X509CRLHolder list = new X509CRLHolder(read(path));
        X509CertificateHolder issuer = readCertificate(issuerPath);
        require(list.getIssuer().equals(issuer.getSubject()), "issued by another");
        require(list.isSignatureValid(verifier(issuer)), "wrong signature");
        require(list.getNextUpdate() == null || list.getNextUpdate().after(new Date()), "stale");
        if (serial == null) return "valid: " + list.getRevokedCertificates().size() + " entries";
        return list.getRevokedCertificate(new BigInteger(serial, 16)) == null ? "valid: good" : "valid: revoked";
    }

    private static CertificateID identify(String certificate, String issuer) throws Exception {
        AlgorithmIdentifier sha1 = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.14.3.2.26"));
        return new CertificateID(digests().get(sha1), readCertificate(issuer), readCertificate(certificate).getSerialNumber());
    }

    private static String requestStatus(String certificate, String issuer, String out) throws Exception {
        byte[] nonce = randomBytes(16);
        Extension extension = new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(new DEROctetString(nonce).getEncoded()));
        OCSPReqBuilder builder = new OCSPReqBuilder().addRequest(identify(certificate, issuer));
        write(out, builder.setRequestExtensions(new Extensions(extension)).build().getEncoded());
        return "requested";
    }

    private static String makeStatus(String key, String responderPath, String requestPath, String out, String status) throws Exception {
        X509CertificateHolder responder = readCertificate(responderPath);
        OCSPReq request = new OCSPReq(read(requestPath));
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(responder.getSubject()));
        Date now = new Date();
        CertificateStatus answer = status.equals("good") ? CertificateStatus.GOOD
            : status.equals("revoked") ? new RevokedStatus(new Date(now.getTime() - HOUR), CRLReason.keyCompromise) : new UnknownStatus();
        for (Req wanted : request.getRequestList())
            builder.addResponse(wanted.getCertID(), answer, now, new Date(now.getTime() + HOUR));
        Extension nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (nonce != null) builder.setResponseExtensions(new Extensions(nonce));
        BasicOCSPResp basic = builder.build(signer(readKey(key), responder), new X509CertificateHolder[] { responder }, now);
        write(out, new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic).getEncoded());
        return "answered: " + status;
    }

    private static String verifyStatus(String path, String responderPath, String certificate, String issuer) throws Exception {
        OCSPResp response = new OCSPResp(read(path));
        require(response.getStatus() == OCSPRespBuilder.SUCCESSFUL, "status " + response.getStatus());
        BasicOCSPResp basic = (BasicOCSPResp) response.getResponseObject();
        X509CertificateHolder responder = readCertificate(responderPath);
        require(basic.isSignatureValid(verifier(responder)), "wrong signature");
        if (!responder.equals(readCertificate(issuer))) requireResponder(responder, readCertificate(issuer));
        BigInteger serial = readCertificate(certificate).getSerialNumber();
        for (SingleResp single : basic.getResponses()) {
            CertificateID id = single.getCertID();
            if (!id.getSerialNumber().equals(serial) || !id.matchesIssuer(readCertificate(issuer), digests())) continue;
            Object status = single.getCertStatus();
            return "valid: " + (status == CertificateStatus.GOOD ? "good" : status instanceof RevokedStatus ? "revoked" : "unknown");
        }
        throw new IllegalStateException("nothing about the certificate");
    }

    /** RFC 6960, 4.2.2.2: issued by the authority itself, for this purpose. */
    private static void requireResponder(X509CertificateHolder responder, X509CertificateHolder issuer) throws Exception {
        require(responder.getIssuer().equals(issuer.getSubject()) && responder.isSignatureValid(verifier(issuer)), "a responder of another");
        ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(responder.getExtensions());
        require(usage != null && usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning), "not a responder");
    }

    // PKCS #12

    private static String writeStore(String key, String certificates, String out, String password, String type) throws Exception {
        KeyStore store = KeyStore.getInstance(type, BC);
        store.load(null, null);
        List<Certificate> chain = new ArrayList<>();
        for (X509CertificateHolder certificate : readCertificates(certificates)) chain.add(toJca(certificate));
        store.setKeyEntry("xinyin", readKey(key), null, chain.toArray(new Certificate[0]));
        try (FileOutputStream stream = new FileOutputStream(out)) {
            store.store(stream, password.toCharArray());
        }
        return "written";
    }

    private static String readStore(String path, String password, String keyOut, String certificateOut) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12", BC);
        try (FileInputStream stream = new FileInputStream(path)) {
            store.load(stream, password.toCharArray());
        }
        for (String alias : java.util.Collections.list(store.aliases())) {
            if (!store.isKeyEntry(alias)) continue;
            PrivateKey key = (PrivateKey) store.getKey(alias, password.toCharArray());
            writePem(keyOut, new JcaPKCS8Generator(key, null));
            Certificate[] chain = store.getCertificateChain(alias);
            writePem(certificateOut, new JcaX509CertificateHolder((X509Certificate) chain[0]));
            return "read: " + chain.length + " certificates";
        }
        throw new IllegalStateException("no key");
    }
}
