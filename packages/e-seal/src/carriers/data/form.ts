/**
 * How data is sealed, beside the data:
 *
 * - `ses`: a signature with an electronic seal (GB/T 38540-2020), DER of `SES_Signature`
 * - `cms`: a signed message without a seal (GB/T 35275-2017), DER
 * - `jws`: a JWS in compact form (RFC 7515) with SM2, without a seal
 */
export type DataSealForm = 'ses' | 'cms' | 'jws'

export const DATA_SEAL_FORMS: readonly DataSealForm[] = ['ses', 'cms', 'jws']

/** What holds the seal: octets, or text where it is a JWS. */
export type DataSealValue<Form extends DataSealForm = DataSealForm> = Form extends 'jws' ? string : Uint8Array
