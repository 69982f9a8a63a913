import { decodeHex } from '../../bytes/hex.ts'
import { encodeUtf8 } from '../../bytes/utf8.ts'

/** The worked example on the recommended curve (GB/T 32918.5-2017, A.2). */
export const SM2_ANSWER = /* @__PURE__ */ (() => ({
  point: decodeHex(
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
      'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  ),
  message: encodeUtf8('message digest'),
  signature: decodeHex(
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
      'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  ),
}))()

// The others are signatures of `abc` that OpenSSL made with throw-away keys.

export const ECDSA_ANSWERS = /* @__PURE__ */ (() =>
  [
    {
      kind: 'P-256',
      hash: 'SHA-256',
      point: decodeHex(
        '0455dde864b35630d61434d925431cd661a3fa3c779916e78db30fcbe917db5d5a' +
          'e048ec42e446c3675f9b3081cc2af301f76ac742eabdb7a742bd1f4baf8d9745',
      ),
      signature: decodeHex(
        '7db4eb0d487b9949771c8c59ad9914a9a3200d0a597ab2841d001031b148c3e4' +
          '7076b360740a7d23be2d21971087ee80afdef66b5d87228b6c4d3d7c294bad2c',
      ),
    },
    {
      kind: 'P-384',
      hash: 'SHA-384',
      point: decodeHex(
        '04e51d3ef23f8a5d6a61fecfe4b26999c1860e206f041a236607473eb425d177fedf435cf09c48f1f35cfb30bf146d63dd' +
          '2a05115b5e663725a152b969d5734f3753547f4c1703d65c05027c1a4f770266d36c644440d9c9e509b32a664ff81f3a',
      ),
      signature: decodeHex(
        'a4385c1a4409ce2aff1f2581bb8ee3fdc94bcf6fc9f0c842db872a86dafef9b99fe22d3e8a562a6dd414b140a3e2cc21' +
          '93f2632ca0bc461f891b297eb8535de02d67d79cab914f18b4bc471a922ad267cb9bad99131328bac88fb4f2c9c08047',
      ),
    },
    {
      kind: 'P-521',
      hash: 'SHA-512',
      point: decodeHex(
        '04000ea3f67851243d0e23fc24ea420a750f2560c2369adad49a4f23fece6a7ea471a0acb709ee86220ecc6e8540ae4a1a8bc0' +
          'dec32b3b3cb0ada847e9fc6ab681b5c20055ccc5f1eeb3f10727033322e06cb343c58dc15ca58aa459d3f0d3eed85de5ecb2' +
          '0381768459aaa2a1e17c672b09c0a95f529f40b822aaa4cbdb68dd595ce0a817',
      ),
      signature: decodeHex(
        '000505448ffddd46301150df35364b920f0199d4f2e74cdd1849a91bd8a1dcb5c96a5c10e94809ccb60c6249ea69a93f8d7d' +
          'cfa372997403f6c5f17cb4d7409e85230004622e8aedb29e12be9c10b936eb9d892380b057fc19461fd1a693817920a4873a' +
          '948392a03855a21d1ac9a849ab3ef9e8ab915c325dba6f79422db477f8dcb3e0',
      ),
    },
  ] as const)()

export const ED25519_ANSWER = /* @__PURE__ */ (() => ({
  spki: decodeHex('302a300506032b65700321005af9103f5adfd38f71a81aa14d3b94c32625ea127d2d5c1ce548cacf5c53be21'),
  signature: decodeHex(
    '256b545c9217e8fd87dcacb750a4a1955de3127681a39122a3517fc1d767192f' +
      '15d5c6546212e3151f1bb055ab4b3ce3f381eee149c3450be3deef77d0c1eb0b',
  ),
}))()

export const ED448_ANSWER = /* @__PURE__ */ (() => ({
  spki: decodeHex(
    '3043300506032b6571033a00906eb9668727fd6def7516560eaf4446a369329c17e57e3ef691d52d1b57d92f' +
      '07912482acbd8e6734419cb54b245ae1ea9fc7435e3a063380',
  ),
  signature: decodeHex(
    '747713160d14ccfa3ca4c839d76302599a6767cf91202c0b35cd3c57ccf536fbc5a3fefd727df4c8170aeff6f51b93b7' +
      'd0942194b567d33780debf9220f2cbb39ceb487d66d94a22f32a42ec47f6e2ad63b63e89eff81fbc2e2f29c246def6d7' +
      'ad8ea597a64bb74ba817b88391f299e83000',
  ),
}))()

/** A key of 2048 bits, PKCS#1 v1.5 with SHA-256; base64. */
export const RSA_ANSWER = {
  spki:
    'MIIBIDANBgkqhkiG9w0BAQEFAAOCAQ0AMIIBCAKCAQEA1Kw7U7NsB8NQ1h9I2D+luqZCaMRfG3zJKowscawQkjzBPnk1wmrQXmJYV22nCKqo' +
    'iiTX6IjECGuUrq8R0jR7MUZSaO/f0YcgWqs4j0+wIygqM+LalfUXRUOQk8B+xwFsgu1EiZnDeWdKf9NxQZ3PPUfAUImTx0OdcBTuy4xaUqrf' +
    'Pxe+t9vDO1BOsQkNUHtd9L21Xvzkwyo9WbXJqHSHJSqn1LoWgLP7EFJGtqJfo4L7HAsAaDJNH6EcxNTJOzgpM5LSnG2Kaa5oIKUDVTIjFME/' +
    'aYdTAkkEWAmvTA8BFh18C0tU4JWEQ2hZ8pssAkELW8wmC5dZWoJNi/qI8kiBAQIBAw==',
  signature:
    'SW+wEZx0W8RFSi/546qWMdY8Fe2kt9Aft6p4L7XHzkOVTJc/xK/Oa5XVV0QIw0TbPGo3xR9mgighZlmvIy189uGTdu/3S2qoEDnPRKDWntDw' +
    'P5aiQKKPzZFb/B4Rk1GOSPW2zEIOm8bS0nULOD5lEC8xspqTY5n1GjlJs303agMNvq+onFMyvO6k30LkCxNcHI0OS0iTGFVQsPbp8yE4r5sl' +
    'atAm1BxtTbSCMfhIrt6hZDprywECcg++a6UJslBIv6kMKvJxsEcDsBtmLvYaXjesFW9n6IM8RKTKTbIUNa9zKCznatecivWd8rOiXuFItVqD' +
    'WwwXEqsKXslsGDwinA==',
}
