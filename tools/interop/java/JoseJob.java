import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.EllipticCurves;

/**
 * Verifies a compact JWS with a key (verify JWK TOKEN), takes a token by its claims as well (consume JWK TOKEN ISSUER
 * AUDIENCE), or signs with a new key and prints both (sign HEADER PAYLOAD).
 */
public final class JoseJob {
  public static void main(String[] args) throws Exception {
    JsonWebSignature jws = new JsonWebSignature();
    switch (args[0]) {
      case "verify" -> {
        jws.setCompactSerialization(args[2]);
        jws.setKey(JsonWebKey.Factory.newJwk(args[1]).getKey());
        if (!jws.verifySignature()) System.exit(1);
        System.out.println(jws.getPayload());
      }
      case "consume" -> {
        JwtConsumer consumer = new JwtConsumerBuilder()
            .setVerificationKey(JsonWebKey.Factory.newJwk(args[1]).getKey())
            .setJwsAlgorithmConstraints(ConstraintType.PERMIT, "ES256")
            .setExpectedIssuer(args[3])
            .setExpectedAudience(args[4])
            .setRequireIssuedAt()
            .setRequireExpirationTime()
            .setRequireJwtId()
            .build();
        System.out.println(consumer.processToClaims(args[2]).toJson());
      }
      case "sign" -> {
        EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        jws.setAlgorithmHeaderValue("ES256");
        for (var member : JsonUtil.parseJson(args[1]).entrySet()) jws.setHeader(member.getKey(), member.getValue());
        jws.setPayload(args[2]);
        jws.setKey(key.getPrivateKey());
        String token = jws.getCompactSerialization();
        System.out.println(key.toJson());
        System.out.println(token);
      }
      default -> System.exit(2);
    }
  }
}
