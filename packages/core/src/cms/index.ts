export type { CmsAttribute, SignedAttributes } from './attribute.ts'
export type { Content } from './content.ts'
export type { Countersignature, InspectedCountersigner } from './countersigner.ts'
export { type CreateSignedDataOptions, createSignedData } from './create.ts'
export type { MessageSigner } from './create-signer.ts'
export type { ContentCipher } from './enveloped-cipher.ts'
export { createEnvelopedData, type EnvelopedDataOptions } from './enveloped-create.ts'
export { type EnvelopedData, type EnvelopedDataLimits, parseEnvelopedData } from './enveloped-data.ts'
export {
  type DecryptedContent,
  type DecryptionKey,
  type DecryptionPolicy,
  decryptEnvelopedData,
} from './enveloped-decrypt.ts'
export type { Recipient, RecipientIdentifier } from './enveloped-recipient.ts'
export {
  type InspectedSignedData,
  inspectSignedData,
  type SignedDataOptions,
  verifySignedData,
} from './inspect.ts'
export { CMS_ATTRIBUTE, CONTENT_TYPE } from './oid.ts'
export { type CmsProfile, parseSignedData, type SignedData, type SignedDataLimits } from './signed-data.ts'
export type { InspectedSigner, SignaturePolicy, SignerOptions } from './signer.ts'
export type { SignerIdentifier, SignerInfo } from './signer-info.ts'
export { addCountersignature, addTimeStamp } from './unsigned.ts'
