import { decodeHex, parsePrivateKey } from '../../src/index.ts'

/** What OpenSSL 3.5 made with one throw-away SM2 key. */
export const OPENSSL = {
  privateKey: parsePrivateKey(
    decodeHex(
      '308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b02010104205b724c414b73f2361d0e3f02325b4bec' +
        '118ba865a6e4159057fefde5e33ccc79a144034200047219c825f1b61746799d0a5722e9d405b750b3dcd697c011e7380b923b' +
        '35f9e2665eaec4b6b782b89e2b7c834a43ce2be25501330fe3f0c31602c106b4b7a1c4',
    ),
  ),
  message: new TextEncoder().encode('signed by OpenSSL'),
  /** `pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:1234567812345678` */
  signature: decodeHex(
    '3045022100871ad963c4ac43c5145db8bdf77a710a7cacd06024bbbbf84387cf0b92cf57e8' +
      '02205a70b68eb9a01e37bc179bfca39d901f9080b43e876d84e698b99fe903fad811',
  ),
  /** `pkeyutl -sign -rawin -digest sm3`, whose id is the empty one. */
  withEmptyId: decodeHex(
    '3044022023d730c6e5e3d144fa1c8ead2b3a24025e3bdc40c6ac8be893770dcd8dad5210' +
      '02207e693c037052a3efb844025ebf23fe3861e028f7fe64f3f93dcb07c5b62c0931',
  ),
  plaintext: 'for the holder only',
  /** `pkeyutl -encrypt` */
  ciphertext: decodeHex(
    '307c022100f8f19ce6f9ccb0f51a05b4be9015adcd839d57b266b14effec619530dc7f6a87' +
      '0220180600d8f9f73a6c1eeb05bbca8f661a9fe192a6c77ebf33b4c0e049f2afc9b4' +
      '042039bd4bf17582beedea1eea0fb05bdde49314b006c1d9dd6ec8b66cb86a1df0230413' +
      '59431f7d1414bff158ed170904a7948a3ebdfe',
  ),
}
