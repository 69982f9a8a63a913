/** Object identifiers of content types: PKCS #7 and CMS (RFC 5652), time stamps (RFC 3161), GM/T 0010-2012. */
export const CONTENT_TYPE = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  gmData: '1.2.156.10197.6.1.4.2.1',
  gmSignedData: '1.2.156.10197.6.1.4.2.2',
} as const

/** Object identifiers of attributes (RFC 5652, 11; RFC 5035, 5; RFC 3161, appendix A; RFC 6211, 2). */
export const CMS_ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  countersignature: '1.2.840.113549.1.9.6',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  algorithmProtection: '1.2.840.113549.1.9.52',
} as const

/** Whether content is plain octets, for which attributes may be left out (RFC 5652, 5.3). */
export const isPlainData = (contentType: string): boolean =>
  contentType === CONTENT_TYPE.data || contentType === CONTENT_TYPE.gmData
