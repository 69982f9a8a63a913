// What few credentials need, loaded as one: proofs that the holder has their key, and metadata of their type at hand.
export { checkKeyBinding } from './key-binding-proof.ts'
export { checkPresentation } from './presentation.ts'
export { checkTypeMetadata } from './type-metadata-check.ts'
